import { isCalendarDay } from '#libs/kernel';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const scalar = <T>(
  name: string,
  description: string,
  serialize: (value: unknown) => string,
  parse: (text: string) => T,
) => {
  const read = (value: unknown): T => {
    if (typeof value === 'string') return parse(value);
    throw new GraphQLError(`${name} must be a string`);
  };
  return new GraphQLScalarType<T, string>({
    name,
    description,
    serialize,
    parseValue: read,
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined),
  });
};

/** Opaque position in a list or in a partnership's event log. */
export const CursorScalar = scalar(
  'Cursor',
  'Opaque position in a list or in the event log of a partnership; only ever hand it back.',
  String,
  (text) => {
    if (text.length > 500) throw new GraphQLError('Cursor is too long');
    return text;
  },
);

/** A calendar day in Belgium. */
export const DateScalar = scalar('Date', 'Calendar day in Belgium, ISO 8601: YYYY-MM-DD.', String, (text) => {
  if (!isCalendarDay(text)) throw new GraphQLError('Date must be an existing day, written YYYY-MM-DD');
  return text;
});

/** A moment. */
export const DateTimeScalar = scalar(
  'DateTime',
  'Moment, ISO 8601 in UTC with milliseconds.',
  (value) => new Date(value as string | Date).toISOString(),
  (text) => {
    const moment = new Date(text);
    if (!/^\d{4}-\d\d-\d\dT/.test(text) || Number.isNaN(moment.getTime()))
      throw new GraphQLError('DateTime must be a moment in ISO 8601');
    return moment;
  },
);
