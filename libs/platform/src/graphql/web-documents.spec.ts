import { describe, expect, it } from '@jest/globals';
import { type DefinitionNode, type FragmentDefinitionNode, Kind, parse, print, visit } from 'graphql';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseWithinLimits } from './limits.js';

const web = path.resolve(import.meta.dirname, '../../../../apps/web/src');
const definitions = globSync('**/*.graphql', { cwd: web }).flatMap(
  (file) => parse(readFileSync(path.join(web, file), 'utf8')).definitions,
);
const fragments = new Map(
  definitions
    .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
    .map((fragment) => [fragment.name.value, fragment] as const),
);

/** The fragments a definition uses, and those that these use. */
const usedBy = (definition: DefinitionNode, known = new Set<FragmentDefinitionNode>()): Set<FragmentDefinitionNode> => {
  visit(definition, {
    FragmentSpread: ({ name }) => {
      const fragment = fragments.get(name.value);
      if (!fragment || known.has(fragment)) return;
      known.add(fragment);
      usedBy(fragment, known);
    },
  });
  return known;
};

const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);

describe('what the workspace asks', () => {
  it('is found', () => {
    expect(operations.length).toBeGreaterThan(80);
  });

  it.each(operations.map((operation) => [operation.name!.value, operation] as const))(
    '%s stays within what one document may ask',
    (_name, operation) => {
      const source = [operation, ...usedBy(operation)].map(print).join('\n');
      expect(() => parseWithinLimits(source)).not.toThrow();
    },
  );
});
