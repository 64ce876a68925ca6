import { expect, type Page, test } from '@playwright/test';
import { cardIn, makeTask, signIn, uniqueTitle } from './support.js';

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

/** From the card to its grip, and pick up. */
async function pickUp(page: Page, title: string, status: string): Promise<void> {
  await cardIn(page, status, title).focus();
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toContain('Versleep');
  await page.keyboard.press('Enter');
  await expect(cardIn(page, status, title)).toHaveAttribute('data-dragging', 'true');
}

test.beforeEach(async ({ page }) => {
  await signIn(page, 'officer', '/taken?weergave=bord');
});

test('a task is made with the keyboard only, with our own messages', async ({ page }) => {
  const title = uniqueTitle('Met de toetsen gemaakt');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Nieuwe taak' });
  await expect(dialog.getByLabel('Titel')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Geef de taak een titel.');
  await expect(dialog.getByRole('alert')).toBeFocused();
  await dialog.getByRole('link', { name: 'Geef de taak een titel.' }).press('Enter');
  await expect(dialog.getByLabel('Titel')).toBeFocused();
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(cardIn(page, 'TODO', title)).toBeVisible();
});

test('a card is picked up, moved to another column and dropped', async ({ page }) => {
  const title = uniqueTitle('Verplaats mij');
  await makeTask(page, title);
  await expect(cardIn(page, 'TODO', title)).toBeVisible();
  await pickUp(page, title, 'TODO');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(cardIn(page, 'BUSY', title)).toBeVisible();
  await expect(cardIn(page, 'TODO', title)).toHaveCount(0);
  await expect(cardIn(page, 'BUSY', title)).toBeFocused();
});

test('Escape leaves the card where it was', async ({ page }) => {
  const title = uniqueTitle('Blijf liggen');
  await makeTask(page, title);
  await pickUp(page, title, 'TODO');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(cardIn(page, 'TODO', title)).toBeVisible();
  await expect(cardIn(page, 'BUSY', title)).toHaveCount(0);
});

test('a card that starts waiting says on whom; cancelling moves nothing', async ({ page }) => {
  const title = uniqueTitle('Wacht op iemand');
  await makeTask(page, title);
  const toWaiting = async (): Promise<void> => {
    await pickUp(page, title, 'TODO');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  };
  await toWaiting();
  const dialog = page.getByRole('dialog', { name: 'Op wie wachten we?' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(cardIn(page, 'TODO', title)).toBeFocused();

  await toWaiting();
  await dialog.getByRole('button', { name: 'Bewaar' }).press('Enter');
  await expect(dialog).toContainText('Kies een instantie of schrijf op wie we wachten.');
  await dialog.getByLabel('Of wie of wat anders?').fill('de schooldirecteur');
  await dialog.getByRole('button', { name: 'Bewaar' }).press('Enter');
  await expect(cardIn(page, 'WAITING', title)).toContainText('de schooldirecteur');
  await expect(cardIn(page, 'WAITING', title)).toBeFocused();
});

test('a task is opened, changed and closed; the focus comes back to the card', async ({ page }) => {
  const title = uniqueTitle('Open mij');
  await makeTask(page, title);
  await cardIn(page, 'TODO', title).focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: title });
  await expect(panel).toBeFocused();
  await panel.getByRole('button', { name: /^Titel:/ }).press('Enter');
  await panel.getByLabel('Titel').press('End');
  await page.keyboard.type(' en wijzig mij');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('heading', { level: 1 })).toContainText('en wijzig mij');
  await panel.getByLabel('Nieuwe stap').fill('Eerste stap');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('checkbox', { name: 'Eerste stap' })).toBeVisible();
  await panel.getByRole('checkbox', { name: 'Eerste stap' }).press('Space');
  await expect(panel.getByText('1 van 1')).toBeVisible();
  await panel.getByLabel('Schrijf een bericht').fill('Dag allemaal');
  await page.keyboard.press('Control+Enter');
  await expect(panel.getByRole('listitem').filter({ hasText: 'Dag allemaal' })).toBeVisible();
  await expect(panel.getByLabel('Schrijf een bericht')).toHaveValue('');
  await panel.focus();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(cardIn(page, 'TODO', `${title} en wijzig mij`)).toBeFocused();
});

test('a step is done before the server gave it an id: the press is kept', async ({ page }) => {
  const title = uniqueTitle('Snel');
  await makeTask(page, title);
  await cardIn(page, 'TODO', title).focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: title });
  const slow = Promise.withResolvers<void>();
  await page.route('**/graphql', async (route) => {
    if ((route.request().postData() ?? '').includes('mutation AddChecklistItem')) await slow.promise;
    await route.continue();
  });
  await panel.getByLabel('Nieuwe stap').fill('Meteen klaar');
  await page.keyboard.press('Enter');
  await panel.getByRole('checkbox', { name: 'Meteen klaar' }).press('Space');
  slow.resolve();
  await expect(panel.getByText('1 van 1')).toBeVisible();
  await expect(panel.getByRole('checkbox', { name: 'Meteen klaar' })).toBeFocused();
  await expect(panel.getByRole('checkbox', { name: 'Meteen klaar' })).toBeChecked();
});

test('the menu does without dragging what dragging does', async ({ page }) => {
  const title = uniqueTitle('Met het menu');
  await makeTask(page, title);
  await cardIn(page, 'TODO', title)
    .getByRole('button', { name: /^Menu van/ })
    .click();
  await page.getByRole('menuitem', { name: 'Verplaats naar…' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Klaar' }).press('Enter');
  await expect(cardIn(page, 'DONE', title)).toBeVisible();
});

test('a card is dragged with the mouse', async ({ page }) => {
  const title = uniqueTitle('Sleep mij');
  await makeTask(page, title);
  const grip = cardIn(page, 'TODO', title).locator('.task-card-title');
  await grip.dragTo(page.locator('[data-column="DONE"] [role="grid"]'), { targetPosition: { x: 80, y: 300 } });
  await expect(cardIn(page, 'DONE', title)).toBeVisible();
});

test('keys go to pages and can be switched off', async ({ page }) => {
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.keyboard.press('/');
  await expect(page.getByRole('dialog').getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: 'Toetsen van één letter gebruiken' }).press('Space');
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
