/** One allowed step of a workflow; what the step needs is data, so that a screen can explain it. */
export interface Transition<S extends string> {
  from: S;
  to: S;
  /** The step must be explained by the person who takes it. */
  reasonRequired?: boolean;
}

export interface Workflow<S extends string> {
  readonly initial: S;
  readonly transitions: readonly Transition<S>[];
  /** The statuses that can follow. */
  next(from: S): S[];
  /** The step, or undefined when the table does not have it. */
  step(from: S, to: S): Transition<S> | undefined;
}

/**
 * A workflow as a table.
 * @throws Error at start-up when a status cannot be reached from the initial one, or a step is listed twice.
 */
export const defineWorkflow = <S extends string>(
  initial: S,
  statuses: readonly S[],
  transitions: readonly Transition<S>[],
): Workflow<S> => {
  const reached = new Set<S>([initial]);
  for (let before = 0; before !== reached.size;) {
    before = reached.size;
    for (const step of transitions) if (reached.has(step.from)) reached.add(step.to);
  }
  const lost = statuses.filter((status) => !reached.has(status));
  if (lost.length > 0) throw new Error(`workflow cannot reach ${lost.join(', ')}`);
  const keys = transitions.map((step) => `${step.from}>${step.to}`);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice) throw new Error(`workflow lists ${twice} twice`);
  return {
    initial,
    transitions,
    next: (from) => transitions.filter((step) => step.from === from).map((step) => step.to),
    step: (from, to) => transitions.find((step) => step.from === from && step.to === to),
  };
};
