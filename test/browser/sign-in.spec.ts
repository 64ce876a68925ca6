import { expect, test, type Page } from '@playwright/test';
import { flaws } from './axe.js';
import { phone } from './support.js';

const clean = async (page: Page): Promise<void> => {
  expect(await flaws(page)).toEqual([]);
};
const noSideways = async (page: Page): Promise<void> => {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
};

test('with the keyboard alone, from a link to where it leads', async ({ page }) => {
  await page.goto('/taken?weergave=lijst');
  const way = page.getByRole('link', { name: 'Meld je aan' });
  await way.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Wie ben je?' })).toBeVisible();
  await expect(
    page.getByRole('heading', { level: 2, name: 'Interlokale vereniging Samen Midwest-Oost' }),
  ).toBeVisible();
  await expect(page.getByText('Voorbeeldgegevens')).toBeVisible();
  await clean(page);
  const officer = page.getByRole('button', { name: /^Noor Vandamme/ });
  for (let tabs = 0; tabs < 20 && !(await officer.evaluate((button) => button === document.activeElement)); tabs++)
    await page.keyboard.press('Tab');
  await expect(officer).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('connection')).toHaveText('Live');
  expect(new URL(page.url()).pathname).toBe('/taken');
  const cookies = await page.context().cookies();
  expect(cookies.find(({ name }) => name === '__Host-samenregie')).toMatchObject({
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    path: '/',
  });
  // Nothing of the way there is left.
  expect(cookies.find(({ name }) => name === '__Host-samenregie-signin')).toBeUndefined();
});

test('on a phone, without a script', async ({ browser }) => {
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false, locale: 'fr-BE' });
  const page = await context.newPage();
  await page.goto('/auth/sign-in?return=/livez');
  await expect(page.getByRole('heading', { level: 1, name: 'Qui êtes-vous ?' })).toBeVisible();
  for (const target of await page.getByRole('button').all())
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await page.getByRole('button', { name: /^Bram Goossens/ }).click();
  await expect(page.locator('body')).toContainText('ok');
  expect(new URL(page.url()).pathname).toBe('/livez');
  await context.close();
});

test('fits a phone', async ({ browser }) => {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  await page.goto('/');
  const way = page.getByRole('link', { name: 'Meld je aan' });
  await expect(way).toBeVisible();
  await clean(page);
  await noSideways(page);
  await way.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Wie ben je?' })).toBeVisible();
  await clean(page);
  await noSideways(page);
  await context.close();
});

test('cancelling ends at a page that says so and leads back', async ({ page }) => {
  await page.goto('/auth/sign-in?return=/taken');
  await page.getByRole('button', { name: 'Annuleer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Je hebt het aanmelden afgebroken' })).toBeVisible();
  await clean(page);
  await page.getByRole('link', { name: 'Probeer opnieuw' }).click();
  await page.getByRole('button', { name: /^Katrien Dewaele/ }).click();
  await expect(page.getByTestId('connection')).toHaveText('Live');
  expect(new URL(page.url()).pathname).toBe('/taken');
});

test('the pages on the way keep to their own strict policy', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => /Content Security Policy/i.test(message.text()) && complaints.push(message.text()));
  await page.goto('/auth/sign-in');
  await expect(page.getByRole('heading', { level: 1, name: 'Wie ben je?' })).toHaveCSS('font-size', '30px');
  await page.goto('/auth/callback?code=x&state=y');
  await expect(page.getByRole('heading', { level: 1, name: 'Begin het aanmelden opnieuw' })).toHaveCSS(
    'font-size',
    '24px',
  );
  expect(complaints).toEqual([]);
});
