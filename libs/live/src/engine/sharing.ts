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

/** What an operation says, whoever sends it with whatever values. */
interface OperationFacts {
  perViewer: boolean;
  plain: boolean;
  /** The variable that holds `after` and nothing else. */
  cursorVariable?: string;
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
  const after = field.arguments?.find(({ name }) => name.value === 'after')?.value;
  const variable = after?.kind === Kind.VARIABLE ? after.name.value : undefined;
  const found = { perViewer, plain, cursorVariable: variable && uses.get(variable) === 1 ? variable : undefined };
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

/** How an operation reads the stream of events; undefined when it asks for something else. */
export const streamRequest = (
  { args, operation }: PreparedOperation,
  isPersonal: (field: string) => boolean,
): StreamRequest | undefined => {
  const field = operation.operation === 'subscription' ? onlyField(operation) : undefined;
  const definition = field && args.schema.getSubscriptionType()?.getFields()[field.name.value];
  if (!field || !definition || field.name.value !== SHARED_FIELD) return undefined;
  const variables = args.variableValues ?? {};
  const { partnershipId, after, types } = getArgumentValues(definition, field, variables) as {
    partnershipId: string;
    after?: string | null;
    types?: string[] | null;
  };
  const { cursorVariable, ...nature } = factsOf(args.schema, args.document, operation, field, isPersonal);
  const others = Object.fromEntries(Object.entries(variables).filter(([name]) => name !== cursorVariable));
  const key = `${numberOf(args.document)} ${args.operationName ?? ''} ${canonicalJson(others)}`;
  return { partnershipId, after: after ?? null, types: types ?? null, key, ...nature };
};
