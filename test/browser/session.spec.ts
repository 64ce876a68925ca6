import { expect, test } from '@playwright/test';
import { makeTask, signIn, uniqueTitle } from './support.js';

test('whoever is signed out keeps what was typed', async ({ page }) => {
  await signIn(page, 'officer');
  const task = await makeTask(page, uniqueTitle('Niet verliezen'));
  await page.goto(`/taken/${String(task.number)}`);
  await page.getByLabel('Schrijf een bericht').fill('Dit mag niet weg.');
  // Nothing of the page may still be on its way: it would be the first to hear that the session is over.
  await expect(page.getByTestId('connection')).toHaveText('Live');
  let last = Date.now();
  page.on('request', () => (last = Date.now()));
  await expect.poll(() => Date.now() - last).toBeGreaterThan(2_000);
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Verstuur' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Je bent afgemeld' });
  await expect(dialog).toBeVisible();
  const opened = page.waitForEvent('popup');
  await dialog.getByRole('link', { name: 'Meld je opnieuw aan' }).click();
  // The provider is another site: it gets a window of its own, and the page stays.
  await (await opened).locator('[data-persona="officer"]').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('Schrijf een bericht')).toHaveValue('Dit mag niet weg.');
  // "Try again", unless the page was read again meanwhile: what counts is that the text is there and can be sent.
  await page.getByRole('button', { name: /^(Probeer opnieuw|Verstuur)$/ }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Dit mag niet weg.' })).toBeVisible();
  await expect(page.getByTestId('connection')).toHaveText('Live', { timeout: 20_000 });
});

test('signing out leaves nothing of a person on the device', async ({ page }) => {
  await signIn(page, 'officer');
  await page.locator('.user-name').click();
  await page.getByRole('menuitem', { name: 'Meld je af' }).click();
  await expect(page.getByRole('heading', { name: 'Welkom bij Samenregie' })).toBeVisible();
  await signIn(page, 'outsider');
  await expect(page.locator('body')).not.toContainText('Midwest-Oost');
});

test('the language changes at once and stays', async ({ page }) => {
  await signIn(page, 'officer');
  for (const [name, word, lang] of [
    ['Français', 'Aujourd’hui', 'fr-BE'],
    ['English', 'Today', 'en-GB'],
    ['Deutsch', 'Heute', 'de-BE'],
  ] as const) {
    await page.locator('.top-end').getByRole('button').last().click();
    await page.getByRole('menuitemradio', { name }).click();
    await expect(page.getByRole('link', { name: word, exact: true })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
  }
  await page.reload();
  await expect(page.getByRole('link', { name: 'Heute', exact: true })).toBeVisible();
});

test('an outsider finds nothing behind a link to a task of others', async ({ page, browser }) => {
  await signIn(page, 'officer');
  const title = uniqueTitle('Niet voor buitenstaanders');
  const task = await makeTask(page, title);
  const other = await (await browser.newContext()).newPage();
  await signIn(other, 'outsider', `/taken/${String(task.number + 100_000)}`);
  await expect(other.getByRole('heading', { name: 'Deze pagina bestaat niet (meer)' })).toBeVisible();
  await expect(other.locator('body')).not.toContainText(title);
  await other.context().close();
});
