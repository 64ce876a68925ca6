import {
  defaultFieldResolver,
  defaultTypeResolver,
  getArgumentValues,
  GraphQLError,
  isObjectType,
  locatedError,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ResponsePath as Path,
} from 'graphql';
import { planOf, type Completion, type FieldPlan, type ObjectPlan, type OperationPlan } from './plan.js';

/** An operation that is ready to be executed: valid, with variables that fit. */
export interface PlannedArgs {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As `getVariableValues` coerced them. */
  variables: Record<string, unknown>;
  contextValue: unknown;
  rootValue?: unknown;
}

type Answer = Record<string, unknown>;

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';

const toArray = (path: Path | undefined): (string | number)[] => {
  const keys: (string | number)[] = [];
  for (let at = path; at; at = at.prev) keys.push(at.key);
  return keys.reverse();
};

const allOf = async (answer: Answer): Promise<Answer> => {
  const keys = Object.keys(answer);
  const values = await Promise.all(keys.map((key) => answer[key]));
  keys.forEach((key, index) => {
    answer[key] = values[index];
  });
  return answer;
};

/** One execution. It does what the specification's algorithm does, along a plan that was made before. */
class Execution {
  readonly errors: GraphQLError[] = [];
  /** Places that are null because of an error: nothing more is said about what was below. */
  private readonly nulled = new Set<Path | undefined>();

  constructor(
    private readonly args: PlannedArgs,
    private readonly plan: OperationPlan,
  ) {}

  run(): Answer | Promise<Answer> {
    const { root } = this.plan;
    if (this.args.operation.operation === 'mutation') return this.inTurn(root);
    return this.object(root, this.args.rootValue, undefined);
  }

  report(error: unknown, path: Path | undefined): void {
    for (let at = path; at; at = at.prev) if (this.nulled.has(at)) return;
    if (this.nulled.has(undefined)) return;
    this.nulled.add(path);
    this.errors.push(error as GraphQLError);
  }

  private async inTurn({ fields, oddKey }: ObjectPlan): Promise<Answer> {
    const answer: Answer = oddKey ? (Object.create(null) as Answer) : {};
    for (const field of fields) answer[field.key] = await this.field(field, this.args.rootValue, undefined);
    return answer;
  }

  private object({ fields, oddKey }: ObjectPlan, source: unknown, path: Path | undefined): Answer | Promise<Answer> {
    const answer: Answer = oddKey ? (Object.create(null) as Answer) : {};
    let waiting = false;
    try {
      for (const field of fields) {
        const value = this.field(field, source, path);
        answer[field.key] = value;
        if (isPromise(value)) waiting = true;
      }
    } catch (error) {
      // What was begun is waited for: its refusals must not go unheard.
      if (waiting)
        return allOf(answer).finally(() => {
          throw error;
        });
      throw error;
    }
    return waiting ? allOf(answer) : answer;
  }

  private field(field: FieldPlan, source: unknown, parent: Path | undefined): unknown {
    const { completion, definition } = field;
    // What an object holds as a plain value needs neither a place nor a description of itself.
    if (completion.kind === 'leaf' && !definition.resolve && typeof source === 'object' && source !== null) {
      const value = (source as Answer)[field.name];
      if (value === null || value === undefined) {
        if (!completion.required) return null;
      } else if (typeof value !== 'function' && !(value instanceof Error) && !isPromise(value)) {
        try {
          return this.leaf(completion.type, value);
        } catch (error) {
          return this.failed(error, field, { prev: parent, key: field.key, typename: field.parentType.name });
        }
      }
    }
    return this.resolved(field, source, { prev: parent, key: field.key, typename: field.parentType.name });
  }

  private resolved(field: FieldPlan, source: unknown, path: Path): unknown {
    const { args } = this;
    const { definition, completion, nodes } = field;
    try {
      const info = this.info(field, path);
      const given = field.hasArguments ? getArgumentValues(definition, nodes[0]!, args.variables) : {};
      const resolve = definition.resolve ?? defaultFieldResolver;
      const value: unknown = resolve(source, given, args.contextValue, info);
      const completed = isPromise(value)
        ? value.then((settled) => this.complete(completion, settled, field, info, path))
        : this.complete(completion, value, field, info, path);
      if (isPromise(completed)) return completed.then(undefined, (error: unknown) => this.failed(error, field, path));
      return completed;
    } catch (error) {
      return this.failed(error, field, path);
    }
  }

  private info({ name, nodes, definition, parentType }: FieldPlan, path: Path): GraphQLResolveInfo {
    const { schema, operation, rootValue, variables } = this.args;
    return {
      fieldName: name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      path,
      schema,
      fragments: this.plan.fragments,
      rootValue,
      operation,
      variableValues: variables,
    };
  }

  private failed(error: unknown, { nodes, completion }: FieldPlan, path: Path): null {
    return this.handle(error, nodes, completion.required, path);
  }

  /** Where null is allowed it ends here, else above. */
  private handle(error: unknown, nodes: readonly FieldNode[], required: boolean, path: Path): null {
    const located = locatedError(error, nodes, toArray(path));
    if (required) throw located;
    this.report(located, path);
    return null;
  }

  private complete(
    completion: Completion,
    value: unknown,
    field: FieldPlan,
    info: GraphQLResolveInfo,
    path: Path,
  ): unknown {
    if (value instanceof Error) throw value;
    if (value === null || value === undefined) {
      if (!completion.required) return null;
      throw new Error(`Cannot return null for non-nullable field ${info.parentType.name}.${info.fieldName}.`);
    }
    switch (completion.kind) {
      case 'leaf':
        return this.leaf(completion.type, value);
      case 'list':
        return this.list(completion.item, value, field, info, path);
      case 'object':
        return this.checked(completion.plan, value, field, info, path);
      case 'abstract': {
        const { type, planFor } = completion;
        const resolveType = type.resolveType ?? defaultTypeResolver;
        const named = resolveType(value, this.args.contextValue, info, type);
        const go = (name: unknown) =>
          this.checked(planFor(this.runtimeType(type, name, field)), value, field, info, path);
        return isPromise(named) ? named.then(go) : go(named);
      }
    }
  }

  private leaf(type: GraphQLLeafType, value: unknown): unknown {
    const serialised = type.serialize(value);
    if (serialised === null || serialised === undefined)
      throw new Error(`Expected \`${type.name}.serialize\` to return a value that is not null.`);
    return serialised;
  }

  private list(item: Completion, value: unknown, field: FieldPlan, info: GraphQLResolveInfo, path: Path): unknown {
    if (typeof value !== 'object' || !(Symbol.iterator in value!))
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${info.parentType.name}.${info.fieldName}".`,
      );
    let waiting = false as boolean;
    const completeOne = (one: unknown, at: Path): unknown => {
      try {
        const completed = isPromise(one)
          ? one.then((settled) => this.complete(item, settled, field, info, at))
          : this.complete(item, one, field, info, at);
        if (!isPromise(completed)) return completed;
        waiting = true;
        return completed.then(undefined, (error: unknown) => this.handle(error, field.nodes, item.required, at));
      } catch (error) {
        return this.handle(error, field.nodes, item.required, at);
      }
    };
    const completed = Array.from(value as Iterable<unknown>, (one, key) =>
      completeOne(one, { prev: path, key, typename: undefined }),
    );
    return waiting ? Promise.all(completed) : completed;
  }

  /** An object that passes the rule of its type. */
  private checked(
    plan: ObjectPlan,
    value: unknown,
    { nodes }: FieldPlan,
    info: GraphQLResolveInfo,
    path: Path,
  ): unknown {
    const { type } = plan;
    if (!type.isTypeOf) return this.object(plan, value, path);
    const go = (passes: boolean) => {
      if (!passes) throw new GraphQLError(`Expected value of type "${type.name}".`, { nodes });
      return this.object(plan, value, path);
    };
    const passes = type.isTypeOf(value, this.args.contextValue, info);
    return isPromise(passes) ? passes.then(go) : go(passes);
  }

  private runtimeType(abstract: GraphQLAbstractType, name: unknown, { nodes }: FieldPlan): GraphQLObjectType {
    const { schema } = this.args;
    const type = typeof name === 'string' ? schema.getType(name) : undefined;
    if (isObjectType(type) && schema.isSubType(abstract, type)) return type;
    throw new GraphQLError(`Abstract type "${abstract.name}" must resolve to one of its object types.`, { nodes });
  }
}

/** Executes an operation along its plan; answers as `execute` of graphql-js does, and never rejects. */
export const executePlanned = async (args: PlannedArgs): Promise<ExecutionResult> => {
  let plan: OperationPlan;
  try {
    plan = planOf(args.schema, args.document, args.operation, args.variables);
  } catch (error) {
    // A condition that has no value: nothing can be said of what is asked.
    return { errors: [error as GraphQLError], data: null };
  }
  const execution = new Execution(args, plan);
  let data: Answer | null = null;
  try {
    data = await execution.run();
  } catch (error) {
    execution.report(error, undefined);
  }
  const { errors } = execution;
  return errors.length === 0 ? { data } : { errors, data };
};
