import { GraphQLError } from 'graphql';
import { QueryFailedError } from 'typeorm';

/** Of a message only what stands outside quotation marks: values stand inside them. */
const withoutValues = (message: string): string => message.replace(/["'`].*["'`]/s, '…').slice(0, 300);

const frames = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 15)
    .join('\n');

const ofDatabase = ({ query, driverError }: QueryFailedError<Error>): string => {
  const {
    code = '',
    schema,
    table,
    constraint,
    message,
  } = driverError as Error & Partial<Record<'code' | 'schema' | 'table' | 'constraint', string>>;
  // Messages about the statement itself name tables and columns; all others may quote a row.
  const said = code.startsWith('42') ? `: ${message}` : '';
  const where = [schema, table, constraint].filter(Boolean).join('.');
  return `SQLSTATE ${code} ${where}${said} in ${query.replace(/\s+/g, ' ').slice(0, 300)}`;
};

/** What the log says of something unexpected: enough to find the place, and none of the data it happened with. */
export const describeBug = (error: unknown): string => {
  if (!(error instanceof Error)) return `something was thrown that is no error: ${typeof error}`;
  const at = error instanceof GraphQLError && error.path ? ` at ${error.path.join('.')}` : '';
  const what =
    error instanceof QueryFailedError ? ofDatabase(error as QueryFailedError<Error>) : withoutValues(error.message);
  return `${error.name}${at}: ${what}\n${frames(error)}`.trimEnd();
};
