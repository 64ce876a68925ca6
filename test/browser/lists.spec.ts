import { expect, type Page, test } from '@playwright/test';
import { ask, makeTask, partnershipOf, signIn, uniqueTitle } from './support.js';

const dueOf = async (page: Page, id: string) =>
  (
    await ask<{ node: { dueOn: string | null } }>(
      page,
      `query ($id: ID!) { node(id: $id) { ... on CoordinationTask { dueOn } } }`,
      { id },
    )
  ).node.dueOn;
const row = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title });

test('a calendar is walked, and a task moved to another day and opened, with the keyboard alone', async ({ page }) => {
  await signIn(page, 'officer', '/taken?weergave=kalender&maand=2031-05');
  const title = uniqueTitle('Op een dag');
  const { id } = await makeTask(page, title, { dueOn: '2031-05-14' });
  const day = (iso: string) => page.locator(`[data-day="${iso}"]`);
  await expect(day('2031-05-14').getByText(title)).toBeVisible();
  await day('2031-05-01').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowLeft', 'End', 'Home', 'ArrowRight', 'ArrowRight'])
    await page.keyboard.press(key);
  await expect(day('2031-05-14')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator(`[data-task="${id}"]`)).toBeFocused();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(day('2031-05-15').locator(`[data-task="${id}"]`)).toBeFocused();
  await expect.poll(() => dueOf(page, id)).toBe('2031-05-15');
  // Over the end of the month, the focus goes along.
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown']) {
    await page.keyboard.press(key);
    await expect(page.locator(`[data-task="${id}"]`)).toBeFocused();
  }
  await expect(page).toHaveURL(/maand=2031-06/);
  await expect.poll(() => dueOf(page, id)).toBe('2031-06-05');
  // The other month comes from the server; the focus waits for the task to stand there.
  await expect(day('2031-06-05').locator(`[data-task="${id}"]`)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(day('2031-06-05')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.locator('.task')).toContainText(title);
});

test('a task without a day is dragged onto one, and stands on the timeline', async ({ page }) => {
  const title = uniqueTitle('Nog geen dag');
  await signIn(page, 'officer', '/taken?weergave=kalender&maand=2031-08');
  const { id } = await makeTask(page, title);
  const chip = page.locator('.undated').locator(`[data-task="${id}"]`);
  await chip.scrollIntoViewIfNeeded();
  await chip.dragTo(page.locator('[data-day="2031-08-28"]'));
  await expect.poll(() => dueOf(page, id)).toBe('2031-08-28');
  await page.getByRole('radio', { name: 'Tijdlijn' }).click();
  const bar = page.locator('.timeline').locator(`[data-task="${id}"]`);
  await bar.focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => dueOf(page, id)).toBe('2031-08-27');
  await expect(bar).toBeFocused();
});

test('several tasks are chosen with Shift, changed at once, and put back with one press', async ({ page }) => {
  const word = uniqueTitle('Samen').split(' ')[1]!;
  await signIn(page, 'officer', '/taken');
  for (const nr of [1, 2, 3]) await makeTask(page, `Samen ${word} nummer ${String(nr)}`);
  await page.goto(`/taken?weergave=lijst&orde=nummer&zoek=${word}`);
  const check = (nr: number) => page.getByRole('checkbox', { name: `Kies Samen ${word} nummer ${String(nr)}` });
  await check(1).click();
  await check(3).click({ modifiers: ['Shift'] });
  const bar = page.getByRole('region', { name: 'Gekozen taken wijzigen' });
  await expect(bar).toContainText('3 gekozen');
  await bar.getByRole('button', { name: /Prioriteit/ }).click();
  await page.getByRole('option', { name: 'Dringend' }).click();
  await expect(page.getByText('3 taken gewijzigd.').first()).toBeVisible();
  const urgent = async () => {
    const { partnership } = await ask<{ partnership: { tasks: { nodes: { priority: string }[] } } }>(
      page,
      `query ($id: ID!, $text: String!) { partnership(id: $id) { tasks(filter: { text: $text }) { nodes { priority } } } }`,
      { id: await partnershipOf(page), text: word },
    );
    return partnership.tasks.nodes.filter(({ priority }) => priority === 'URGENT').length;
  };
  expect(await urgent()).toBe(3);
  await page.getByRole('button', { name: 'Maak ongedaan' }).click();
  await expect.poll(urgent).toBe(0);
  // Put away, found in the archive, and back.
  await check(2).click();
  await bar.getByRole('button', { name: 'Archiveer' }).click();
  await expect(row(page, `${word} nummer 2`)).toHaveCount(0);
  await page.getByRole('button', { name: 'Lijst', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Archief' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Archief');
  await row(page, `${word} nummer 2`)
    .getByRole('button', { name: /^Menu van/ })
    .click();
  await page.getByRole('menuitem', { name: 'Zet terug' }).click();
  await expect(row(page, `${word} nummer 2`)).toHaveCount(0);
  await page.getByRole('button', { name: 'Terug naar de taken' }).click();
  await expect(row(page, `${word} nummer 2`)).toBeVisible();
});

test('a view is saved under a name and opened again', async ({ page }) => {
  const name = uniqueTitle('Mijn lijst');
  await signIn(page, 'officer', '/taken?weergave=lijst&wie=niemand&orde=tegen');
  await page.getByRole('button', { name: 'Weergaven' }).click();
  await page.getByRole('menuitem', { name: 'Bewaar deze weergave' }).click();
  await page.getByRole('dialog').getByLabel('Naam').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`“${name}” is bewaard.`)).toBeVisible();
  await page.goto('/taken?weergave=bord');
  await page.getByRole('button', { name: 'Weergaven' }).click();
  await page.getByRole('menuitem', { name }).click();
  await expect(page).toHaveURL(/weergave=lijst/);
  await expect(page).toHaveURL(/wie=niemand/);
});

test('a file is brought, shown with its bad rows, and imported; its tasks leave as a file too', async ({ page }) => {
  const word = uniqueTitle('Bestand').split(' ')[1]!;
  await signIn(page, 'officer', `/taken?weergave=lijst&zoek=${word}`);
  await page.getByRole('button', { name: 'Lijst', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Importeer taken' }).click();
  const dialog = page.getByRole('dialog', { name: 'Taken importeren' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Kies een bestand' }).click();
  await (
    await chooser
  ).setFiles({
    ...{ name: 'taken.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(`Taak;Tegen\n${word} goed;11/12/2031\n${word} fout;ooit\n`),
  });
  await expect(dialog).toContainText('Rij 2, Tegen: “ooit” is geen datum.');
  await dialog.getByRole('button', { name: 'Importeer', exact: true }).click();
  await expect(dialog).toContainText('Klaar: 1 taak gemaakt, 1 rij geweigerd.');
  await expect(dialog.getByRole('link', { name: 'Download de geweigerde rijen' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Sluit' }).last().click();
  await expect(row(page, `${word} goed`)).toBeVisible();
  await page.getByRole('button', { name: 'Lijst', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Exporteer CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^samenregie-taken-.*\.csv$/);
});
