import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import path from 'node:path';
import pg from 'pg';
import { flaws } from './axe.js';

export const wide = { width: 1366, height: 850 };
export const phone = { width: 390, height: 844 };
export const sizes = { breed: wide, telefoon: phone } as const;

/** Opens a page and signs in with the local provider as an example person: the way people go. */
export async function signInByHand(page: Page, persona: string, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('link', { name: 'Meld je aan' }).click();
  await page.locator(`[data-persona="${persona}"]`).click();
  await isThere(page);
}

/** Opens a page signed in as an example person, on the short way that examples have; tests of signing in go the long one. */
export async function signIn(page: Page, persona: string, path = '/'): Promise<void> {
  await becomes(page, persona);
  await page.goto(path);
  await isThere(page);
}

/** From here on the page has the session of an example person. */
export async function becomes(page: Page, persona: string): Promise<void> {
  const answer = await page.request.post('/auth/demo', { data: { persona } });
  if (!answer.ok()) throw new Error(`nobody can sign in as ${persona}: ${String(answer.status())}`);
}

/** Waits until the live line stands. */
async function isThere(page: Page): Promise<void> {
  await expect(page.getByTestId('connection')).toHaveText(/^(Live|Alleen lezen)$/);
  // The pointer must not happen to lie on a card: rows under it do not move.
  await page.mouse.move(1, 1);
}

/** Waits until nothing is loading or moving any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch(() => undefined);
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(moving.map((one) => one.finished));
  });
}

/** How much of the page stands out sideways, in pixels. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - window.innerWidth);

const pictures = path.resolve(import.meta.dirname, '../../artefacts/screens');

/** Pictures are for people to look at; where nobody does, drawing them only takes time. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  if (!process.env.CI) await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage });
}

/**
 * Makes the window taller than the page, also when something comes late that makes it longer: what the bar at the bottom
 * happens to half cover is not too small.
 */
async function showWhole(page: Page, { width, height }: typeof phone): Promise<void> {
  const inAll = () => page.evaluate(() => document.documentElement.scrollHeight);
  for (let shown = 0, wanted = await inAll(); wanted > shown && shown < 30_000; wanted = await inAll()) {
    shown = Math.min(30_000, Math.max(height, wanted) + 200);
    await page.setViewportSize({ width, height: shown });
    await settled(page);
  }
}

/**
 * Looks at what the page shows, by light and by dark, and on a phone as narrow as they come: pictures, axe, nothing to
 * scroll sideways.
 */
export async function inspect(page: Page, name: string, size: keyof typeof sizes): Promise<string[]> {
  const viewport = sizes[size];
  await settled(page);
  if (size === 'telefoon') await showWhole(page, viewport);
  await picture(page, `${name}-${String(viewport.width)}`, true);
  const found = await flaws(page);
  // Colours are those of the phone; on both they are looked at where pictures are.
  if (size === 'telefoon' || !process.env.CI) {
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    await picture(page, `${name}-${String(viewport.width)}-donker`, false);
    found.push(...(await flaws(page, { only: 'colours' })).map((flaw) => `in the dark: ${flaw}`));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  for (const width of size === 'telefoon' ? [viewport.width, 320] : [viewport.width]) {
    await page.setViewportSize({ ...viewport, width });
    await settled(page);
    const pixels = await sideways(page);
    if (pixels > 0) found.push(`${String(pixels)} px to scroll sideways at ${String(width)}`);
  }
  await page.setViewportSize(viewport);
  return found.map((flaw) => `${name}, ${size}: ${flaw}`);
}

/** A window of its own: own cookies, own storage. */
export async function openAs(
  browser: Browser,
  persona: string,
  path = '/',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await signIn(page, persona, path);
  return page;
}

/** Asks the API with the session of the page. */
export async function ask<T>(page: Page, query: string, variables: object = {}): Promise<T> {
  const answer = await page.request.post('/graphql', { data: { query, variables } });
  const { data, errors } = (await answer.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** What no screen and no action can bring about, such as the passing of time: the owner of the database does it. */
export async function asOwner(statement: string, parameters: string[] = []): Promise<void> {
  const addresses = process.env.OWNER_URLS?.split(' ') ?? [];
  const client = new pg.Client({ connectionString: addresses[Number(process.env.TEST_PARALLEL_INDEX ?? 0)] });
  await client.connect();
  try {
    await client.query(statement, parameters);
  } finally {
    await client.end();
  }
}

/** Makes an example person who works in no partnership, and whom no other test knows; answers the name to sign in with. */
export async function newcomer(): Promise<string> {
  const key = uniqueTitle('nieuwkomer').replaceAll(' ', '-');
  await asOwner(
    `with known as (select * from access.accounts where persona = 'outsider'),
          made as (insert into access.accounts (id, display_name, email, created_at, persona, issuer, subject)
                   select gen_random_uuid(), 'Lotte Claes', $1 || '@example.org', now(), $1, issuer, gen_random_uuid()
                   from known returning id)
     insert into access.affiliations (account_id, organisation_id, valid_from)
     select made.id, a.organisation_id, a.valid_from from made, known join access.affiliations a on a.account_id = known.id`,
    [key],
  );
  return key;
}

export interface MadeTask {
  id: string;
  number: number;
  version: number;
}

const openPartnership = `query { viewer { mandates { partnership { id } } } }`;
const create = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id number version } } }`;

/** The partnership in which the person of the page works. */
export async function partnershipOf(page: Page): Promise<string> {
  const { viewer } = await ask<{ viewer: { mandates: { partnership: { id: string } | null }[] } }>(
    page,
    openPartnership,
  );
  const id = viewer.mandates.find(({ partnership }) => partnership)?.partnership?.id;
  if (!id) throw new Error('this person works in no partnership');
  return id;
}

/** A task that one test has for itself. */
export async function makeTask(page: Page, title: string, more: object = {}): Promise<MadeTask> {
  const partnershipId = await partnershipOf(page);
  const { createTask } = await ask<{ createTask: { task: MadeTask } }>(page, create, {
    input: { partnershipId, title, ...more },
  });
  return createTask.task;
}

let count = 0;

/** A title that no other test and no earlier run has. */
export const uniqueTitle = (what: string): string => {
  count += 1;
  return `${what} ${Date.now().toString(36)}${String(count)}`;
};

export const column = (page: Page, status: string) => page.locator(`[data-column="${status}"]`);
export const cardIn = (page: Page, status: string, title: string) =>
  column(page, status).getByRole('row').filter({ hasText: title });

/** What the browser refused because of our content security policy, from the next page on. */
export async function watchPolicy(page: Page): Promise<string[]> {
  const refused: string[] = [];
  await page.exposeFunction('reportViolation', (what: string) => refused.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      const report = (window as unknown as { reportViolation: (what: string) => Promise<void> }).reportViolation;
      void report(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  return refused;
}
