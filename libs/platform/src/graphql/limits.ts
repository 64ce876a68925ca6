import { defineErrors } from '#libs/kernel';
import { limits } from '../limits/limits.js';
import { Kind, parse, type DocumentNode, type SelectionSetNode } from 'graphql';

/** What one document may ask, on either transport. */
export const documentLimits = limits.document;

export const limitErrors = defineErrors({
  DOCUMENT_INVALID: {
    kind: 'Invalid',
    message: 'The GraphQL document is not valid for this schema.',
    args: ['detail'],
  },
  DOCUMENT_TOO_LARGE: {
    kind: 'Invalid',
    message: 'The GraphQL document asks too much at once.',
    args: ['limit', 'maximum'],
  },
  COST_TOO_HIGH: {
    kind: 'Invalid',
    message: 'This operation asks for too many objects at once; ask for smaller pages or fewer levels.',
    args: ['cost', 'maximum'],
  },
  TOO_MANY_OPERATIONS: {
    kind: 'Invalid',
    message: 'Too many operations are open on this socket; complete some first.',
  },
});

const tooLarge = (limit: string, maximum: number) => limitErrors.DOCUMENT_TOO_LARGE({ args: { limit, maximum } });

// The parser recurses, so nesting is bounded before it sees the text.
const checkBrackets = (source: string): void => {
  let open = 0;
  for (const character of source) {
    if (character === '{' || character === '[' || character === '(') open++;
    else if (character === '}' || character === ']' || character === ')') open--;
    if (open > documentLimits.brackets) throw tooLarge('brackets', documentLimits.brackets);
  }
};

/** Counts with fragments spread out, and stops at the first limit that is passed. */
const checkSelections = (document: DocumentNode): void => {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet] as const] : [],
    ),
  );
  let fields = 0;
  let aliases = 0;
  const walk = (set: SelectionSetNode, depth: number, path: readonly string[]): void => {
    if (depth > documentLimits.depth) throw tooLarge('depth', documentLimits.depth);
    for (const selection of set.selections) {
      // Spreads count too: fragments of nothing but fragments would take for ever to walk.
      if (++fields > documentLimits.fields) throw tooLarge('fields', documentLimits.fields);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        const fragment = fragments.get(name);
        // A fragment within itself is refused by validation, with a better message.
        if (fragment && !path.includes(name)) walk(fragment, depth, [...path, name]);
        continue;
      }
      const isField = selection.kind === Kind.FIELD;
      if (isField && selection.alias && ++aliases > documentLimits.aliases)
        throw tooLarge('aliases', documentLimits.aliases);
      if (selection.selectionSet) walk(selection.selectionSet, depth + (isField ? 1 : 0), path);
    }
  };
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) walk(definition.selectionSet, 1, []);
  // A fragment that nothing uses is refused by validation, which looks into it first.
  for (const selectionSet of fragments.values()) {
    fields = aliases = 0;
    walk(selectionSet, 1, []);
  }
};

/**
 * Bounds how deep variables nest and how much is in them, before anything looks at their types.
 * @throws DOCUMENT_TOO_LARGE
 */
export const checkVariables = (variables: Readonly<Record<string, unknown>>): void => {
  let level: unknown[] = [variables];
  let values = 0;
  for (let nesting = 0; level.length > 0; nesting++) {
    if (nesting > limits.variables.nesting) throw tooLarge('nesting', limits.variables.nesting);
    values += level.length;
    if (values > limits.variables.values) throw tooLarge('values', limits.variables.values);
    level = level.flatMap((value) =>
      value && typeof value === 'object' ? Object.values(value as Record<string, unknown>) : [],
    );
  }
};

/**
 * Parses a document within the limits.
 * @throws DOCUMENT_TOO_LARGE, DOCUMENT_INVALID
 */
export const parseWithinLimits = (source: string): DocumentNode => {
  checkBrackets(source);
  let document: DocumentNode;
  try {
    document = parse(source, { maxTokens: documentLimits.tokens });
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unreadable';
    if (detail.includes('Parsing aborted')) throw tooLarge('tokens', documentLimits.tokens);
    throw limitErrors.DOCUMENT_INVALID({ args: { detail } });
  }
  checkSelections(document);
  return document;
};
