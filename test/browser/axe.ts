import type { Page } from '@playwright/test';
import axe from 'axe-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What depends on colours alone: all there is to look at again when only they have changed. */
const colours = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong on the page, or in one part of it. It works in the page itself: the builder for Playwright opens a
 * page of its own for each answer, which takes three times as long.
 */
export async function flaws(
  page: Page,
  { within, only }: { within?: string; only?: 'colours' } = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async ({ context, runOnly }) => {
      const own = (window as unknown as { axe: typeof axe }).axe;
      return (await own.run(context, { runOnly, resultTypes: ['violations'] })).violations;
    },
    {
      context: within ?? 'html',
      runOnly: only ? { type: 'rule' as const, values: colours } : { type: 'tag' as const, values: tags },
    },
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
