import {
  buildSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
} from 'graphql';
import { readFileSync } from 'node:fs';

/** One root field of the schema, asked with something in every argument. */
export interface Operation {
  name: string;
  kind: 'query' | 'mutation' | 'subscription';
  query: string;
  variables: Record<string, unknown>;
}

/** What to put where a text or an id is asked for. */
interface Filling {
  text: string;
  id: (name: string) => string;
}

const DEPTH = 2;
const DEEPEST_INPUT = 4;

const fill = (type: GraphQLInputType, name: string, filling: Filling, depth = 0): unknown => {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [fill(nullable.ofType, name, filling, depth)];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (isInputObjectType(nullable)) {
    if (depth > DEEPEST_INPUT) return null;
    const fields = Object.values(nullable.getFields()).map((field) => {
      // `id` of an input is the id of what the input is about.
      const about = field.name === 'id' ? `${nullable.name}Id` : field.name;
      return [field.name, fill(field.type, about, filling, depth + 1)] as const;
    });
    return Object.fromEntries(fields);
  }
  switch (getNamedType(nullable).name) {
    case 'Int':
    case 'Float':
      return 1;
    case 'Boolean':
      return true;
    case 'Date':
      return '2026-12-31';
    case 'DateTime':
      return '2026-12-31T12:00:00.000Z';
    case 'ID':
      return filling.id(name);
    case 'Cursor':
      return null;
    default:
      return name === 'clientMutationId' ? `${filling.text} ${String(Math.random())}` : filling.text;
  }
};

/** Somewhat fewer fields than a document may have. */
const FIELDS = 400;
const fieldsIn = (text: string): number => text.match(/\w+/g)?.length ?? 0;

/** What can be asked of a type. */
const parts = (type: GraphQLNamedType, depth: number): string[] => {
  if (!isCompositeType(type)) return [];
  const fields = isUnionType(type) ? [] : Object.values(type.getFields());
  return fields
    .filter((field) => !field.args.some(isRequiredArgument))
    .map((field) => {
      const inside = getNamedType(field.type);
      if (!isCompositeType(inside)) return field.name;
      return depth > 0 ? `${field.name} ${braced(parts(inside, depth - 1))}` : '';
    })
    .filter(Boolean);
};
const braced = (wanted: readonly string[]): string => `{ __typename ${wanted.join(' ')} }`;

/** What can be asked of a type, in as many pieces as it takes. */
const selections = (type: GraphQLNamedType): string[] => {
  if (!isCompositeType(type)) return [''];
  const pieces: string[][] = [[]];
  for (const part of parts(type, DEPTH)) {
    const piece = pieces.at(-1)!;
    if (piece.length > 0 && fieldsIn(piece.join(' ')) + fieldsIn(part) > FIELDS) pieces.push([part]);
    else piece.push(part);
  }
  return pieces.map((piece) => ` ${braced(piece)}`);
};

const asked = (kind: Operation['kind'], field: GraphQLField<unknown, unknown>, filling: Filling): Operation[] => {
  const declared = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const about = (name: string) => (name === 'id' || name === 'ids' ? `${field.name}Id` : name);
  return selections(getNamedType(field.type)).map((selection) => ({
    name: `${kind[0]!.toUpperCase()}${kind.slice(1)}.${field.name}`,
    kind,
    query: `${kind}${declared && `(${declared})`} { ${field.name}${given && `(${given})`}${selection} }`,
    variables: Object.fromEntries(field.args.map((arg) => [arg.name, fill(arg.type, about(arg.name), filling)])),
  }));
};

/** Every query, mutation and subscription of the committed schema; whatever is added to it comes along by itself. */
export const operations = (filling: Filling): Operation[] => {
  const schema = buildSchema(readFileSync('apps/api/schema.graphql', 'utf8'));
  const roots = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  return Object.entries(roots).flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).flatMap((field) => asked(kind as Operation['kind'], field, filling)),
  );
};
