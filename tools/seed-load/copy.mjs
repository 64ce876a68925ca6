// Rows into a table by COPY, the one way that takes millions in minutes.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';

/** A value as COPY reads it in text format. */
const field = (value) => {
  if (value === null || value === undefined) return '\\N';
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  if (value instanceof Date) return value.toISOString();
  return String(value).replace(/[\\\t\n\r]/g, (character) => `\\${character}`);
};

function* chunks(rows) {
  let text = '';
  for (const row of rows) {
    text += `${row.map(field).join('\t')}\n`;
    if (text.length < 1 << 16) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text) yield Buffer.from(text);
}

/**
 * By way of a temporary table: row-level security, which binds the owner too, does not go with COPY.
 * @param {import('pg').Client} client with an open transaction
 * @param {string} target table with its columns, as in `live.streams (id, created_at)`
 * @param {Iterable<unknown[]>} rows lists hold only what needs no quotes
 */
export async function copy(client, target, rows) {
  const [table] = target.split(' ');
  const columns = target.slice(table.length + 2, -1);
  await client.query(`create temporary table arriving on commit drop as select ${columns} from ${table} with no data`);
  await pipeline(Readable.from(chunks(rows)), client.query(copyFrom(`copy arriving from stdin`)));
  await client.query(`insert into ${target} select * from arriving`);
  await client.query(`drop table arriving`);
}
