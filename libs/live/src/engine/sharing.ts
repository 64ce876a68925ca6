import { canonicalJson } from '#libs/kernel';
import { viewerDirective, type PreparedOperation } from '#libs/platform';
import {
  getArgumentValues,
  getNamedType,
  isLeafType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/** The one root field whose executions are shared. */
export const SHARED_FIELD = 'partnershipEvents';

/** What an operation asks of the stream of events. */
export interface StreamRequest {
  /** Global id. */
  partnershipId: string;
  after: string | null;
  types: readonly string[] | null;
  /** Everything but `after` that decides what the results look like. */
  key: string;
  /** Something in it depends on who looks: it cannot be shared. */
  perViewer: boolean;
  /** It asks only for what the event itself says (its leaves), which is the same for everybody who receives it. */
  plain: boolean;
}

const onlyField = (operation: OperationDefinitionNode): FieldNode | undefined => {
  const [first, second] = operation.selectionSet.selections;
  return first?.kind === Kind.FIELD && !second ? first : undefined;
};

/** How one root field of a subscription is asked for. */
export interface FieldRequest {
  field: string;
  args: Record<string, unknown>;
  /** Everything that decides what the results look like: all but the reader's own place and ways. */
  key: string;
  /** Something in it depends on who looks: it cannot be shared. */
  perViewer: boolean;
  /** It asks only for what the event itself says (its leaves), which is the same for everybody who receives it. */
  plain: boolean;
}

/** Arguments that say where a reader stands, or how it is seen, and change nothing in what it sees. */
const ownArguments = new Set(['after', 'visible', 'typing']);

/** What an operation says, whoever sends it with whatever values. */
interface OperationFacts {
  perViewer: boolean;
  plain: boolean;
  /** Variables that hold one of the reader's own arguments and nothing else. */
  ownVariables: ReadonlySet<string>;
}

const facts = new WeakMap<OperationDefinitionNode, OperationFacts>();

const factsOf = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  field: FieldNode,
  isPersonal: (field: string) => boolean,
): OperationFacts => {
  const known = facts.get(operation);
  if (known) return known;
  const info = new TypeInfo(schema);
  const uses = new Map<string, number>();
  let perViewer = false;
  let plain = true;
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: (node) => {
        const { name } = node;
        const definition = info.getFieldDef();
        if (node !== field && !isLeafType(getNamedType(info.getType()))) plain = false;
        const directives = definition?.astNode?.directives ?? [];
        perViewer ||= directives.some((directive) => directive.name.value === viewerDirective.name);
        // Who reads what is marked personal is written down one by one.
        perViewer ||= isPersonal(`${info.getParentType()?.name}.${name.value}`);
      },
      Variable: ({ name }, _key, parent) => {
        if (parent && 'kind' in parent && parent.kind === Kind.VARIABLE_DEFINITION) return;
        uses.set(name.value, (uses.get(name.value) ?? 0) + 1);
      },
    }),
  );
  const own = (field.arguments ?? []).flatMap(({ name, value }) =>
    ownArguments.has(name.value) && value.kind === Kind.VARIABLE && uses.get(value.name.value) === 1
      ? [value.name.value]
      : [],
  );
  const found = { perViewer, plain, ownVariables: new Set(own) };
  facts.set(operation, found);
  return found;
};

const numbers = new WeakMap<DocumentNode, number>();
let lastNumber = 0;
/** A number for a document; the same text is the same document as long as it is remembered. */
const numberOf = (document: DocumentNode): number => {
  const number = numbers.get(document) ?? ++lastNumber;
  numbers.set(document, number);
  return number;
};

/** The one root field an operation subscribes to; undefined for any other operation. */
export const fieldRequest = (
  { args, operation }: PreparedOperation,
  isPersonal: (field: string) => boolean,
): FieldRequest | undefined => {
  const field = operation.operation === 'subscription' ? onlyField(operation) : undefined;
  const definition = field && args.schema.getSubscriptionType()?.getFields()[field.name.value];
  if (!field || !definition) return undefined;
  const variables = args.variableValues ?? {};
  const { ownVariables, ...nature } = factsOf(args.schema, args.document, operation, field, isPersonal);
  const others = Object.fromEntries(Object.entries(variables).filter(([name]) => !ownVariables.has(name)));
  const key = `${numberOf(args.document)} ${args.operationName ?? ''} ${canonicalJson(others)}`;
  return { field: field.name.value, args: getArgumentValues(definition, field, variables), key, ...nature };
};

/** How an operation reads the stream of events; undefined when it asks for something else. */
export const streamRequest = (
  prepared: PreparedOperation,
  isPersonal: (field: string) => boolean,
): StreamRequest | undefined => {
  const request = fieldRequest(prepared, isPersonal);
  if (request?.field !== SHARED_FIELD) return undefined;
  const { key, perViewer, plain } = request;
  const { partnershipId, after, types } = request.args as {
    partnershipId: string;
    after?: string | null;
    types?: string[] | null;
  };
  return { partnershipId, after: after ?? null, types: types ?? null, key, perViewer, plain };
};
