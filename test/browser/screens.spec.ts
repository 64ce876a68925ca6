import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { phone, signIn, watchPolicy, wide } from './support.js';

const pictures = path.resolve(import.meta.dirname, '../../artefacts/screens');
mkdirSync(pictures, { recursive: true });

interface Screen {
  name: string;
  persona: string | null;
  address: string;
  /** What to do before looking. */
  before?: (page: Page) => Promise<void>;
}

const screens: Screen[] = [
  { name: 'aanmelden', persona: null, address: '/' },
  { name: 'vandaag', persona: 'officer', address: '/' },
  { name: 'vandaag-partnerinstantie', persona: 'fedasil', address: '/' },
  { name: 'bord', persona: 'officer', address: '/taken?weergave=bord' },
  { name: 'lijst', persona: 'official-ardooie', address: '/taken?weergave=lijst' },
  { name: 'bord-zonder-resultaat', persona: 'officer', address: '/taken?zoek=xyzzyplugh' },
  { name: 'taak', persona: 'officer', address: '/taken', before: openFirstTask },
  { name: 'taak-alleen-lezen', persona: 'fedasil', address: '/taken?weergave=lijst', before: openFirstTask },
  { name: 'samenwerkingsverband', persona: 'manager', address: '/samenwerking' },
  {
    name: 'gemeenten',
    persona: 'manager',
    address: '/samenwerking',
    before: (page) => page.getByRole('tab', { name: 'Gemeenten' }).click(),
  },
  {
    name: 'dagen-wijzigen',
    persona: 'manager',
    address: '/samenwerking',
    before: (page) => page.getByRole('button', { name: 'Wijzig dagen' }).first().click(),
  },
  { name: 'nieuw-samenwerkingsverband', persona: 'manager', address: '/samenwerking/nieuw' },
  { name: 'meer', persona: 'officer', address: '/meer' },
  { name: 'nieuwe-taak', persona: 'officer', address: '/taken', before: async (page) => page.keyboard.press('n') },
  { name: 'toetsen', persona: 'officer', address: '/', before: async (page) => page.keyboard.press('?') },
  {
    name: 'zoeken',
    persona: 'official-ardooie',
    address: '/',
    before: async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('tolken');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  { name: 'toegankelijkheid', persona: null, address: '/toegankelijkheid' },
  { name: 'bestaat-niet', persona: 'officer', address: '/bestaat-niet' },
];

async function openFirstTask(page: Page): Promise<void> {
  const first = page
    .locator('[data-column] a[data-task], [data-column] [role="row"], [data-column] .task-card-open')
    .first();
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.task')).toBeVisible();
}

async function open(page: Page, { persona, address, before }: Screen): Promise<void> {
  if (persona) {
    await signIn(page, persona);
    await page.goto(address);
  } else await page.goto(address);
  await expect(page.locator('main h1')).toBeVisible();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await before?.(page);
  await page.waitForTimeout(300);
}

for (const screen of screens) {
  for (const [size, viewport] of Object.entries({ breed: wide, telefoon: phone })) {
    test(`${screen.name}, ${size}: axe finds nothing, and the policy refuses nothing`, async ({ page }) => {
      const refused = await watchPolicy(page);
      await page.setViewportSize(viewport);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await open(page, screen);
      // As tall as the page: what the bar at the bottom happens to half cover is not too small.
      if (size === 'telefoon') {
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ ...viewport, height: Math.min(30_000, Math.max(viewport.height, height + 40)) });
        await page.waitForTimeout(200);
      }
      await page.screenshot({
        path: path.join(pictures, `${screen.name}-${String(viewport.width)}.png`),
        fullPage: true,
      });
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
      ).toEqual([]);
      expect(refused).toEqual([]);
    });
  }

  test(`${screen.name}: nothing to scroll sideways at 320 px`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await open(page, screen);
    const width = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth));
    expect(width).toBeLessThanOrEqual(320);
  });
}

test('the dark colours also pass axe', async ({ browser }) => {
  for (const name of ['vandaag', 'bord', 'samenwerkingsverband']) {
    const screen = screens.find((candidate) => candidate.name === name);
    if (!screen) throw new Error(name);
    const context = await browser.newContext({ colorScheme: 'dark', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await open(page, screen);
    await page.screenshot({ path: path.join(pictures, `${name}-donker.png`) });
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2aa']).analyze();
    expect(
      violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
    ).toEqual([]);
    await context.close();
  }
});
