/** What went wrong in general; decides the HTTP-like category, never the sentence a person reads. */
export type ErrorKind =
  'NotFound' | 'Forbidden' | 'Unauthenticated' | 'Invalid' | 'Conflict' | 'TooMany' | 'Unavailable' | 'Bug';

/** Values a client needs to build its sentence: numbers, names, dates. Never secrets, SQL or library text. */
export type ErrorArgs = Record<string, string | number | boolean | null>;

export interface ErrorDefinition {
  kind: ErrorKind;
  /** One English sentence for developers, part of the API and of docs/errors.md. */
  message: string;
  /** Names of the values that come along in `args`. */
  args?: readonly string[];
}

/** An expected refusal with a stable code. Everything that is not an AppError is a bug and is answered neutrally. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly field?: string;
  readonly args: ErrorArgs;

  constructor(
    readonly code: string,
    definition: ErrorDefinition,
    details: { field?: string; args?: ErrorArgs } = {},
  ) {
    super(definition.message);
    this.name = 'AppError';
    this.kind = definition.kind;
    this.field = details.field;
    this.args = details.args ?? {};
  }
}

const catalogue = new Map<string, ErrorDefinition>();

/** Every error code declared by the rooms loaded so far; docs/errors.md and the GraphQL enum come from it. */
export const errorCatalogue = (): ReadonlyMap<string, ErrorDefinition> => catalogue;

type Factory = (details?: { field?: string; args?: ErrorArgs }) => AppError;

/**
 * Declares a room's error codes, once, and returns a factory for each.
 * @throws Error at start-up when two rooms declare the same code.
 */
export const defineErrors = <K extends string>(definitions: Record<K, ErrorDefinition>): Record<K, Factory> => {
  const factories = {} as Record<K, Factory>;
  for (const [code, definition] of Object.entries(definitions) as [K, ErrorDefinition][]) {
    if (catalogue.has(code)) throw new Error(`error code ${code} is declared twice`);
    catalogue.set(code, definition);
    factories[code] = (details) => new AppError(code, definition, details);
  }
  return factories;
};

/** The codes every room may use. */
export const commonErrors = defineErrors({
  NOT_FOUND: { kind: 'NotFound', message: 'This does not exist, or it is not yours to see.' },
  FORBIDDEN: { kind: 'Forbidden', message: 'You may see this, but not do this.', args: ['capability'] },
  UNAUTHENTICATED: { kind: 'Unauthenticated', message: 'Sign in first.' },
  INVALID_INPUT: { kind: 'Invalid', message: 'A value is missing or not allowed.', args: ['reason', 'limit'] },
  CONFLICT: {
    kind: 'Conflict',
    message: 'Somebody changed this in the meantime; look at the newest version first.',
    args: ['currentVersion', 'changedBy', 'changedAt'],
  },
  UNAVAILABLE: { kind: 'Unavailable', message: 'This part does not answer now; try again in a moment.' },
  INTERNAL: { kind: 'Bug', message: 'Something went wrong on our side.' },
});
