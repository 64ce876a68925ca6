import { expect, type Page, test } from '@playwright/test';
import { ask, inspect, makeTask, openAs, partnershipOf, phone, settled, signIn, uniqueTitle } from './support.js';

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
  // Over the end of the month, without waiting for the screen: every press counts, and the focus goes along.
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
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

test('what is asked while a change is under way does not take it back on screen', async ({ page }) => {
  const title = uniqueTitle('Gauw elders');
  await signIn(page, 'officer', '/taken?weergave=kalender&maand=2031-10');
  const { id } = await makeTask(page, title, { dueOn: '2031-10-29' });
  const task = page.locator('.calendar-month').locator(`[data-task="${id}"]`);
  await expect(task).toBeVisible();
  const held = Promise.withResolvers<void>();
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('mutation UpdateTask')) await held.promise;
    await route.continue();
  });
  const days = await task.evaluateHandle((chip) => {
    const seen: string[] = [];
    const look = (): void => {
      const day = document.querySelector<HTMLElement>(`[data-day] [data-task="${chip.dataset.task!}"]`)?.closest('td');
      if (day && day.dataset.day !== seen.at(-1)) seen.push(day.dataset.day!);
    };
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
    return seen;
  });
  await task.focus();
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
  await expect(page).toHaveURL(/maand=2031-11/);
  // News makes the page ask again: long enough for an answer from before the change, had that not waited.
  await makeTask(page, uniqueTitle('Iets anders'));
  await page.waitForTimeout(1_500);
  held.resolve();
  await expect(page.locator(`[data-day="2031-11-12"] [data-task="${id}"]`)).toBeFocused();
  await settled(page);
  expect(await days.jsonValue()).toEqual(['2031-10-29', '2031-11-05', '2031-11-12']);
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
  for (const key of ['Shift+ArrowLeft', 'Shift+ArrowLeft']) await page.keyboard.press(key);
  await expect.poll(() => dueOf(page, id)).toBe('2031-08-26');
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

test('tasks are found by fields of one’s own, which many get at once, with the keyboard alone', async ({ browser }) => {
  const manager = await openAs(browser, 'manager', '/taken');
  const officer = await openAs(browser, 'officer', '/taken');
  const partnershipId = await partnershipOf(officer);
  const word = uniqueTitle('Velden').split(' ')[1]!;
  const made: { id: string; version: number }[] = [];
  const add = async (name: string, type: string, choices?: string[]) => {
    const { createCustomField } = await ask<{ createCustomField: { field: { id: string; version: number } } }>(
      manager,
      `mutation ($input: CreateCustomFieldInput!) { createCustomField(input: $input) { field { id version } } }`,
      { input: { partnershipId, name: `${name} ${word}`, type, ...(choices ? { choices } : {}) } },
    );
    made.push(createCustomField.field);
    return createCustomField.field.id;
  };
  const phase = await add('Fase', 'CHOICE', ['idee', 'loopt', 'klaar']);
  const sum = await add('Bedrag', 'NUMBER');
  await add('Zitting', 'DATE');
  await add('Nota', 'TEXT');
  await add('Akkoord', 'YES_NO');
  for (const [nr, choice, amount] of [
    [1, 'idee', '12,5'],
    [2, 'loopt', '80'],
    [3, 'idee', '-3'],
  ] as const)
    await makeTask(officer, `${word} nummer ${String(nr)}`, {
      customValues: [
        { fieldId: phase, value: choice },
        { fieldId: sum, value: amount },
      ],
    });
  await officer.goto(`/taken?weergave=lijst&orde=nummer&zoek=${word}`);
  await expect(row(officer, `${word} nummer`)).toHaveCount(3);

  await officer.getByRole('button', { name: 'Eigen velden' }).focus();
  await officer.keyboard.press('Enter');
  const dialog = officer.getByRole('dialog', { name: 'Eigen velden' });
  await dialog.getByRole('button', { name: new RegExp(`Fase ${word}`) }).focus();
  await officer.keyboard.press('Enter');
  await officer.getByRole('option', { name: 'idee' }).press('Enter');
  await officer.keyboard.press('Escape');
  const from = dialog.getByRole('group', { name: `Bedrag ${word}` }).getByLabel('Vanaf');
  await from.fill('veel');
  await from.press('Enter');
  await expect(dialog.getByText('Een getal, bijvoorbeeld 12,5.')).toBeVisible();
  await from.fill('0,5');
  const flaws = await inspect(officer, 'eigen-velden-filter', 'breed');
  await from.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(row(officer, `${word} nummer`)).toHaveCount(1);
  await expect(officer).toHaveURL(/velden=/);
  flaws.push(...(await inspect(officer, 'lijst-eigen-velden', 'breed')));
  // The same list on the phone of a colleague, by its address, and as a calendar.
  const onPhone = await openAs(browser, 'official-dentergem', officer.url(), { viewport: phone });
  await expect(onPhone.getByText(`${word} nummer 1`)).toBeVisible();
  await expect(onPhone.getByText(`${word} nummer 3`)).toHaveCount(0);
  await onPhone.getByRole('button', { name: 'Filters', exact: true }).click();
  flaws.push(...(await inspect(onPhone, 'lijst-eigen-velden', 'telefoon')));
  await onPhone.getByRole('button', { name: 'Eigen velden', exact: true }).click();
  flaws.push(...(await inspect(onPhone, 'eigen-velden-filter', 'telefoon')));
  await onPhone.context().close();
  await officer.getByRole('button', { name: `Wis filter Bedrag ${word}: vanaf 0,5` }).press('Enter');
  await expect(row(officer, `${word} nummer`)).toHaveCount(2);

  // Given another value, they are no longer of this list; taken back, they are.
  for (const nr of [1, 3])
    await officer.getByRole('checkbox', { name: `Kies ${word} nummer ${String(nr)}` }).press('Space');
  const bar = officer.getByRole('region', { name: 'Gekozen taken wijzigen' });
  await bar.getByRole('button', { name: 'Eigen veld' }).press('Enter');
  const question = officer.getByRole('dialog', { name: 'Eigen veld' });
  await question.getByRole('button', { name: new RegExp(`– ?Fase ${word}`) }).press('Enter');
  await officer.getByRole('option', { name: 'klaar' }).press('Enter');
  flaws.push(...(await inspect(officer, 'eigen-veld-voor-velen', 'breed')));
  await question.getByRole('button', { name: 'Bewaar' }).press('Enter');
  await expect(officer.getByText('2 taken gewijzigd.').first()).toBeVisible();
  await expect(row(officer, `${word} nummer`)).toHaveCount(0);
  await officer.getByRole('button', { name: 'Maak ongedaan' }).press('Enter');
  await expect(row(officer, `${word} nummer`)).toHaveCount(2);

  // A column with the name of a field fills that field.
  await officer.getByRole('button', { name: 'Lijst', exact: true }).click();
  await officer.getByRole('menuitem', { name: 'Importeer taken' }).click();
  const file = officer.getByRole('dialog', { name: 'Taken importeren' });
  const chooser = officer.waitForEvent('filechooser');
  await file.getByRole('button', { name: 'Kies een bestand' }).click();
  await (
    await chooser
  ).setFiles({
    ...{ name: 'velden.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(`Taak;Fase ${word};Herhaling\n${word} nummer 4;idee;\n${word} fout;soms;elke dag\n`),
  });
  await expect(file).toContainText(`Rij 2, Fase ${word}: “soms” is geen van de keuzes.`);
  await expect(file).toContainText('Rij 2, Herhaling: “elke dag” zegt niet hoe de taak herhaalt.');
  flaws.push(...(await inspect(officer, 'importeren-eigen-velden', 'breed')));
  await file.getByRole('button', { name: 'Importeer', exact: true }).click();
  await expect(file).toContainText('Klaar: 1 taak gemaakt, 1 rij geweigerd.');
  await file.getByRole('button', { name: 'Sluit' }).last().click();
  await expect(row(officer, `${word} nummer 4`)).toBeVisible();

  // A field that is gone is told of, and can be taken off.
  for (const { id, version } of made)
    await ask(
      manager,
      `mutation ($input: RemoveCustomFieldInput!) { removeCustomField(input: $input) { removedId } }`,
      {
        input: { id, expectedVersion: version },
      },
    );
  await expect(officer.getByRole('button', { name: 'Wis filter Veld dat niet meer bestaat' })).toBeVisible();
  expect(flaws).toEqual([]);
  await manager.context().close();
  await officer.context().close();
});
