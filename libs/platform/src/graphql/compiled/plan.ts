import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  typeFromAST,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How the value of a field becomes part of the answer. */
export type Completion = { readonly required: boolean } & (
  | { readonly kind: 'leaf'; readonly type: GraphQLLeafType }
  | { readonly kind: 'list'; readonly item: Completion }
  | { readonly kind: 'object'; readonly plan: ObjectPlan }
  | {
      readonly kind: 'abstract';
      readonly type: GraphQLAbstractType;
      readonly planFor: (type: GraphQLObjectType) => ObjectPlan;
    }
);

/** One field of the answer. */
export interface FieldPlan {
  readonly key: string;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly hasArguments: boolean;
  readonly completion: Completion;
}

/** The fields that are asked of objects of one type at one place. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** A key that would be taken for the prototype of a plain object. */
  readonly oddKey: boolean;
}

/** An operation with everything worked out that its document and its schema decide. */
export interface OperationPlan {
  readonly root: ObjectPlan;
  readonly fragments: Record<string, FragmentDefinitionNode>;
}

/** One operation with values for those variables that `@skip` and `@include` look at. */
class Planner {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Record<string, FragmentDefinitionNode>,
    private readonly variables: Record<string, unknown>,
  ) {}

  objectPlan(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): ObjectPlan {
    const collected = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) this.collect(type, set, collected, visited);
    const fields: FieldPlan[] = [];
    for (const [key, nodes] of collected) {
      const name = nodes[0]!.name.value;
      const definition = this.definition(type, name);
      if (!definition) continue;
      const completion = this.completion(definition.type, nodes);
      const hasArguments = definition.args.length > 0;
      fields.push({ key, name, nodes, parentType: type, definition, hasArguments, completion });
    }
    return { type, fields, oddKey: collected.has('__proto__') };
  }

  private completion(type: GraphQLOutputType, nodes: readonly FieldNode[]): Completion {
    if (isNonNullType(type)) return { ...this.completion(type.ofType, nodes), required: true };
    if (isListType(type)) return { required: false, kind: 'list', item: this.completion(type.ofType, nodes) };
    if (isLeafType(type)) return { required: false, kind: 'leaf', type };
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (isObjectType(type)) return { required: false, kind: 'object', plan: this.objectPlan(type, sets) };
    const plans = new Map<GraphQLObjectType, ObjectPlan>();
    const planFor = (runtime: GraphQLObjectType): ObjectPlan => {
      const plan = plans.get(runtime) ?? this.objectPlan(runtime, sets);
      plans.set(runtime, plan);
      return plan;
    };
    return { required: false, kind: 'abstract', type, planFor };
  }

  private definition(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
    if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
    if (type === this.schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    return type.getFields()[name];
  }

  private collect(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    fields: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const selection of set.selections) {
      if (!this.included(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const nodes = fields.get(key);
        if (nodes) nodes.push(selection);
        else fields.set(key, [selection]);
        continue;
      }
      let fragment: { typeCondition?: FragmentDefinitionNode['typeCondition']; selectionSet: SelectionSetNode };
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        if (visited.has(name)) continue;
        visited.add(name);
        fragment = this.fragments[name]!;
      } else fragment = selection;
      if (this.applies(fragment.typeCondition, type)) this.collect(type, fragment.selectionSet, fields, visited);
    }
  }

  private included(node: SelectionNode): boolean {
    if (!node.directives?.length) return true;
    if (getDirectiveValues(GraphQLSkipDirective, node, this.variables)?.if === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, this.variables)?.if !== false;
  }

  private applies(condition: FragmentDefinitionNode['typeCondition'] | undefined, type: GraphQLObjectType): boolean {
    if (!condition) return true;
    const wanted = typeFromAST(this.schema, condition);
    return wanted === type || (isAbstractType(wanted) && this.schema.isSubType(wanted, type));
  }
}

/** More combinations of `@skip` and `@include` than this are worked out each time. */
const VARIANTS = 32;

/** The plans of one operation: one for each combination of what its conditions may be. */
class Plans {
  private readonly fragments: Record<string, FragmentDefinitionNode> = Object.create(null) as never;
  private readonly conditions = new Set<string>();
  private readonly variants = new Map<string, OperationPlan>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments[definition.name.value] = definition;
    visit(document, {
      Directive: ({ name, arguments: given = [] }) => {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of given) if (value.kind === Kind.VARIABLE) this.conditions.add(value.name.value);
      },
    });
  }

  for(variables: Record<string, unknown>): OperationPlan {
    const variant = [...this.conditions].map((name) => String(variables[name])).join();
    const known = this.variants.get(variant);
    if (known) return known;
    const { schema, fragments, operation } = this;
    const type = schema.getRootType(operation.operation);
    if (!type) throw new Error(`there is no ${operation.operation} in the schema`);
    const root = new Planner(schema, fragments, variables).objectPlan(type, [operation.selectionSet]);
    const plan = { root, fragments };
    if (this.variants.size < VARIANTS) this.variants.set(variant, plan);
    return plan;
  }
}

const remembered = new WeakMap<OperationDefinitionNode, { schema: GraphQLSchema; plans: Plans }>();

/** The plan of an operation of a valid document; kept as long as the document is. */
export const planOf = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): OperationPlan => {
  let kept = remembered.get(operation);
  if (kept?.schema !== schema) {
    kept = { schema, plans: new Plans(schema, document, operation) };
    remembered.set(operation, kept);
  }
  return kept.plans.for(variables);
};
