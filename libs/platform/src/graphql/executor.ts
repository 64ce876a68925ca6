import { Inject, Injectable } from '@nestjs/common';
import {
  createSourceEventStream,
  getOperationAST,
  getVariableValues,
  validate,
  visit,
  BREAK,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { Witness } from '../audit/witness.js';
import { CONFIG, type Config } from '../config.js';
import { Db } from '../database/db.js';
import type { Identity } from '../database/scope.js';
import { formatError } from './format-error.js';
import { limits } from '../limits/limits.js';
import { executePlanned } from './compiled/execute-plan.js';
import { Rendered } from './delivery/rendered.js';
import { costOf } from './cost.js';
import { checkVariables, limitErrors, parseWithinLimits } from './limits.js';

/** A request as both transports bring it. */
export interface OperationRequest {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

/** A request whose document was parsed, measured and validated. */
export interface PreparedOperation {
  args: ExecutionArgs;
  operation: OperationDefinitionNode;
  /** The values of its variables, as the schema reads them. */
  variables: Record<string, unknown>;
  /** What it may cost at most, in points. */
  cost: number;
}

/** A document that was found to be in order. */
interface CheckedDocument {
  document: DocumentNode;
  /** It asks for the schema itself. */
  introspects: boolean;
}

const asksForSchema = (document: DocumentNode): boolean => {
  let found = false;
  visit(document, {
    Field: ({ name: { value } }) => {
      if (value !== '__schema' && value !== '__type') return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
};

const invalid = (detail: string) => limitErrors.DOCUMENT_INVALID({ args: { detail } });

const withSentErrors = (result: ExecutionResult): ExecutionResult =>
  result.errors ? { ...result, errors: result.errors.map(formatError) } : result;

/** The one way an operation is checked and executed, whatever the transport. */
@Injectable()
export class Executor {
  private readonly documents = new Map<string, CheckedDocument>();

  private remembered = 0;

  private current?: GraphQLSchema;

  constructor(
    private readonly db: Db,
    private readonly witness: Witness,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The schema as it is served; set by the driver once it is built. */
  get schema(): GraphQLSchema {
    if (!this.current) throw new Error('the schema is not built yet');
    return this.current;
  }

  set schema(schema: GraphQLSchema) {
    // Last of all wrappings, so that nothing happens outside of what it sees.
    this.witness.watch(schema);
    this.current = schema;
  }

  /**
   * Checks a request: limits, validity, variables, cost.
   * @param anonymous in production nobody is told about the schema by asking: it is a published file
   * @throws AppError or GraphQLError with what is wrong about it.
   */
  prepare(request: OperationRequest, anonymous = false): PreparedOperation {
    const { schema } = this;
    const hideSuggestions = anonymous && this.config.production;
    const variables = request.variables ?? {};
    checkVariables(variables);
    const { document, introspects } = this.documents.get(request.query) ?? this.check(request.query, hideSuggestions);
    if (introspects && hideSuggestions) throw invalid('Sign in to ask for the schema, or read the published file.');
    const operation = getOperationAST(document, request.operationName);
    if (!operation) throw invalid('No such operation in the document.');
    // Wrong variables answer as a wrong document does: nothing was executed, so there is no data.
    const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
      maxErrors: 1,
      hideSuggestions,
    });
    if (errors?.[0]) throw errors[0];
    const values = coerced ?? {};
    const cost = costOf(schema, document, operation, values);
    const maximum = this.config.costPerOperation;
    if (cost > maximum) throw limitErrors.COST_TOO_HIGH({ args: { cost, maximum } });
    const { operationName } = request;
    const args = { schema, document, operationName, variableValues: variables, contextValue: {} };
    return { operation, variables: values, cost, args };
  }

  /** Executes a query or mutation in a scope of its own; its errors are ready to be sent. */
  async execute(prepared: PreparedOperation, identity: Identity): Promise<ExecutionResult> {
    if (prepared.operation.operation === 'subscription') throw invalid('Subscriptions need the WebSocket transport.');
    return this.db.run(identity, () => this.answer(prepared));
  }

  /** Works out one event of a subscription, in the open scope, ready to be sent to many. @throws UNAVAILABLE */
  async render(prepared: PreparedOperation, rootValue: unknown): Promise<Rendered> {
    const result = await this.answer(prepared, rootValue);
    // Half an answer would pass for the whole: whoever asked tries again.
    const away = result.errors?.find(({ extensions }) => extensions.code === 'UNAVAILABLE');
    if (away) throw away;
    return new Rendered(JSON.stringify(result));
  }

  /** Whether somebody may open a subscription at all. @throws AppError with the reason when not. */
  async checkSource({ args }: PreparedOperation, identity: Identity): Promise<void> {
    const source = await this.db.run(identity, async () => createSourceEventStream(args));
    if (Symbol.asyncIterator in source) await source[Symbol.asyncIterator]().return?.();
    else throw source.errors?.[0] ?? new Error('a source without events or errors');
  }

  /**
   * Starts a subscription. Every event is executed in a scope of its own, for whoever `identity` answers at that moment;
   * an error of the source is the last thing delivered, so that a stream ends with its reason.
   */
  async subscribe(
    prepared: PreparedOperation,
    identity: () => Promise<Identity>,
  ): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
    const source = await this.db.run(await identity(), async () => createSourceEventStream(prepared.args), identity);
    if (!(Symbol.asyncIterator in source)) return withSentErrors(source);
    const events = source[Symbol.asyncIterator]();
    const end = async (): Promise<IteratorResult<ExecutionResult>> => {
      await events.return?.();
      return { done: true, value: undefined };
    };
    let failed = false;
    // By hand: a generator function would not hear `return` while it waits for the next event.
    const stream = {
      next: async (): Promise<IteratorResult<ExecutionResult>> => {
        if (failed) return end();
        try {
          const event = await events.next();
          if (event.done) return { done: true, value: undefined };
          const rootValue: unknown = event.value;
          const value = await this.db.run(await identity(), () => this.answer(prepared, rootValue));
          return { done: false, value };
        } catch (error) {
          failed = true;
          return { done: false, value: { errors: [formatError(error)] } };
        }
      },
      return: end,
      throw: end,
      [Symbol.asyncIterator]: () => stream as unknown as AsyncGenerator<ExecutionResult>,
      // graphql-ws ends only what calls itself a generator.
      [Symbol.toStringTag]: 'AsyncGenerator',
    };
    return stream as unknown as AsyncGenerator<ExecutionResult>;
  }

  private async answer({ args, operation, variables }: PreparedOperation, rootValue?: unknown) {
    const { schema, document } = args;
    // What fields share through the context is theirs for one execution.
    const result = await executePlanned({ schema, document, operation, variables, rootValue, contextValue: {} });
    await this.witness.settle();
    return withSentErrors(result);
  }

  private check(query: string, hideSuggestions: boolean): CheckedDocument {
    const document = parseWithinLimits(query);
    const [error] = validate(this.schema, document, undefined, { maxErrors: 1, hideSuggestions });
    if (error) throw error;
    const checked = { document, introspects: asksForSchema(document) };
    if (query.length > limits.memory.documentCharacters) return checked;
    this.remembered += query.length;
    if (this.remembered > limits.memory.characters) {
      this.documents.clear();
      this.remembered = query.length;
    }
    this.documents.set(query, checked);
    return checked;
  }
}
