import type { CombinedError, Operation } from 'urql';
import { type Problem, problemOf } from './problem.js';
import { createStore } from './store.js';

/** A change that waited for the line and was then refused: it becomes a question on screen, it never vanishes. */
export interface RefusedReplay {
  id: number;
  mutation: string;
  input: Record<string, unknown>;
  problem: Problem;
}

const store = createStore<readonly RefusedReplay[]>([]);
let lastId = 0;

export const refusedReplays = {
  store,
  add(operation: Operation, error: CombinedError): void {
    const definition = operation.query.definitions.find((entry) => entry.kind === 'OperationDefinition');
    const mutation = definition?.name?.value ?? '';
    const input = (operation.variables as { input?: Record<string, unknown> }).input ?? {};
    lastId += 1;
    store.set([...store.get(), { id: lastId, mutation, input, problem: problemOf(error) }]);
  },
  dismiss(id: number): void {
    store.set(store.get().filter((entry) => entry.id !== id));
  },
};
