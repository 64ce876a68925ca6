import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';

export const wide = { width: 1366, height: 850 };
export const phone = { width: 390, height: 844 };

/** Opens a page, signs in with the local provider as an example person, and waits until the live line stands. */
export async function signIn(page: Page, persona: string, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('link', { name: 'Meld je aan' }).click();
  await page.locator(`[data-persona="${persona}"]`).click();
  await expect(page.getByTestId('connection')).toHaveText(/^(Live|Alleen lezen)$/);
  // The pointer must not happen to lie on a card: rows under it do not move.
  await page.mouse.move(1, 1);
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
