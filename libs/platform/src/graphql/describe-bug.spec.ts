import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { QueryFailedError } from 'typeorm';
import { describeBug } from './describe-bug.js';

const sql = 'insert into coordination.tasks (title) values ($1)';
const refused = (code: string, message: string, more: object = {}) =>
  new QueryFailedError(sql, ['Kanarie'], Object.assign(new Error(message), { code, ...more }));
const unreadable = () => {
  try {
    JSON.parse('{"name": Kanarie Vogel, "mail": "kanarie@canary.example"}');
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('what the log says of something unexpected', () => {
  it.each([
    ['a row the database refuses', refused('P0001', 'bad title Kanarie'), 'SQLSTATE P0001'],
    ['a value the database cannot read', refused('22P02', 'invalid input syntax: "Kanarie"'), sql],
    [
      'a row that is there already',
      refused('23505', 'Key (Kanarie)', { table: 'tasks', constraint: 'one' }),
      'tasks.one',
    ],
    ['a text that is no JSON', unreadable(), 'SyntaxError: Unexpected token'],
    ['a result that does not fit', new GraphQLError('Int cannot be: "Kanarie"', { path: ['task', 'n'] }), 'at task.n'],
    ['a text that was thrown', 'Kanarie', 'no error: string'],
  ])('%s: where, and not what', (_what, error, said) => {
    const line = describeBug(error);
    expect(line).toContain(said);
    expect(line).not.toMatch(/kanarie/i);
  });

  it('names what is missing when the statement is wrong, and the place in the code', () => {
    expect(describeBug(refused('42703', 'column "colour" does not exist'))).toContain('column "colour" does not exist');
    expect(describeBug(new TypeError("Cannot read properties of undefined (reading 'x')"))).toMatch(
      /^TypeError: Cannot read properties of undefined \(reading …\)\n\s+at .*describe-bug\.spec/,
    );
  });
});
