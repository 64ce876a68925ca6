import { ConfigError } from '#libs/platform';
import { Client } from 'pg';
import { faultOf, GENESIS, NO_PARTNERSHIP, type ChainHead, type ChainLine } from './chain.rules.js';

/** Raised when the log is not what was written; its message names the first line that is not. */
export class BrokenChainError extends ConfigError {}

const PAGE = 5_000;

/** How a chain is called in what an operator reads and keeps. */
const nameOf = (chainId: string): string => (chainId === NO_PARTNERSHIP ? 'without-partnership' : chainId);

/** A head as one line of text, to print and to keep somewhere else. */
export const headLine = ({ chainId, sequence, hash }: ChainHead): string =>
  `${nameOf(chainId)} ${sequence} ${hash.toString('hex')}`;

/**
 * Reads heads that were kept, one on each line.
 * @throws BrokenChainError for a line that is none.
 */
export const readHeads = (text: string): ChainHead[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', sequence, hash = ''] = /^(\S+) (\d+) ([0-9a-f]{64})$/.exec(line.trim()) ?? [];
      if (!name) throw new BrokenChainError(`This is not a head that "audit head" wrote: ${line.slice(0, 120)}`);
      const chainId = name === nameOf(NO_PARTNERSHIP) ? NO_PARTNERSHIP : name;
      return { chainId, sequence: Number(sequence), hash: Buffer.from(hash, 'hex') };
    });

/** Everything in one snapshot, so that lines and heads belong together while others go on writing. */
const inSnapshot = async <T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const result = await work(client);
    await client.query('commit');
    return result;
  } finally {
    await client.end();
  }
};

const headsIn = async (client: Client): Promise<ChainHead[]> => {
  // Chains by their lines too: a head that was taken away must not hide them.
  const { rows } = await client.query<ChainHead>(
    `select coalesce(c.id, l.id) as "chainId", coalesce(c.last_sequence, 0)::float8 as sequence,
            coalesce(c.head, $1) as hash
     from audit.chains c full join (select distinct chain_id as id from audit.lines) l on l.id = c.id order by 1`,
    [GENESIS],
  );
  return rows;
};

const COLUMNS = `
  chain_id as "chainId", sequence::float8 as sequence, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  kind, account_id as "accountId", organisation_id as "organisationId", client_id as "clientId", action,
  subject_type as "subjectType", subject_id as "subjectId", person_ids as "personIds", fields, result,
  prev_hash as "prevHash", hash`;

async function* linesOf(client: Client, chainId: string): AsyncGenerator<ChainLine> {
  // A cursor, not pages by number: of two lines with one number both are looked at.
  await client.query(`declare lines no scroll cursor for select ${COLUMNS} from audit.lines
                      where chain_id = '${chainId}' order by sequence`);
  for (;;) {
    const { rows } = await client.query<ChainLine>(`fetch ${PAGE} from lines`);
    yield* rows;
    if (rows.length < PAGE) break;
  }
  await client.query('close lines');
}

const verifyChain = async (client: Client, head: ChainHead, anchors: readonly ChainHead[]): Promise<void> => {
  const { chainId } = head;
  const broken = (where: string, what: string) =>
    new BrokenChainError(`The log is broken: chain ${nameOf(chainId)}, ${where}: ${what}.`);
  const kept = new Map(anchors.filter((anchor) => anchor.chainId === chainId).map((one) => [one.sequence, one]));
  let before: Pick<ChainHead, 'sequence' | 'hash'> = { sequence: 0, hash: GENESIS };
  for await (const line of linesOf(client, chainId)) {
    const fault = faultOf(line, before);
    if (fault) throw broken(`line ${line.sequence}`, fault);
    const anchor = kept.get(line.sequence);
    if (anchor && !anchor.hash.equals(line.hash))
      throw broken(`line ${line.sequence}`, 'it is not the line of the head that was kept');
    before = line;
  }
  if (before.sequence < head.sequence) throw broken(`line ${before.sequence + 1}`, 'it is missing at the end');
  if (before.sequence > head.sequence || !before.hash.equals(head.hash))
    throw broken(`line ${before.sequence}`, 'the head of the chain does not say this');
  const beyond = [...kept.keys()].find((sequence) => sequence > before.sequence);
  if (beyond !== undefined) throw broken(`line ${before.sequence + 1}`, `a head that was kept knows line ${beyond}`);
};

/** Where every chain stands. */
export const readChainHeads = (ownerUrl: string): Promise<ChainHead[]> => inSnapshot(ownerUrl, headsIn);

/**
 * Computes every chain again, as owner of the database, and compares it with what stands there and with heads that were kept
 * elsewhere; without those, somebody who can write lines and heads alike could make a new past.
 * @throws BrokenChainError naming the first line that is not what was written.
 */
export const verifyChains = (ownerUrl: string, anchors: readonly ChainHead[] = []): Promise<ChainHead[]> =>
  inSnapshot(ownerUrl, async (client) => {
    const heads = await headsIn(client);
    for (const head of heads) await verifyChain(client, head, anchors);
    const lost = anchors.find(({ chainId, sequence }) => sequence > 0 && !heads.some((one) => one.chainId === chainId));
    if (lost)
      throw new BrokenChainError(`The log is broken: chain ${nameOf(lost.chainId)}, line 1: it is gone as a whole.`);
    return heads;
  });
