import { expect, test } from '@playwright/test';
import { inspect, makeTask, openAs, phone, uniqueTitle } from './support.js';

test('a task repeats, and comes back when it is done', async ({ browser }) => {
  const officer = await openAs(browser, 'officer');
  const title = uniqueTitle('Kwartaalcijfers');
  const task = await makeTask(officer, title);
  const official = await openAs(browser, 'official-dentergem', '/taken');
  await officer.goto(`/taken/${String(task.number)}`);
  const panel = officer.getByRole('region', { name: new RegExp(title) });

  // Without a day there is nothing to count from. Years that are typed on the way to 2099 are not sent.
  await expect(panel.getByText('Kies eerst tegen wanneer deze taak klaar moet zijn.')).toBeVisible();
  await panel.getByRole('spinbutton', { name: /^dag, Tegen/ }).click();
  await officer.keyboard.type('31012099');
  await panel.getByRole('button', { name: /Herhaling$/ }).click();
  await officer.getByRole('option', { name: 'Elk kwartaal' }).click();
  await expect(panel.getByText('Is deze taak klaar, dan komt er een nieuwe tegen 30 april 2099.')).toBeVisible();
  const card = official.locator(`[data-key="${task.id}"]`);
  await expect(card).toContainText('Herhaalt elk kwartaal');
  const flaws = await inspect(officer, 'taak-herhaling', 'breed');

  // By the keyboard: another rule, with an end.
  await panel.getByRole('button', { name: /Herhaling$/ }).focus();
  await officer.keyboard.press('Enter');
  await officer.getByRole('option', { name: 'Anders…' }).press('Enter');
  const dialog = officer.getByRole('dialog', { name: 'Hoe herhaalt deze taak?' });
  await dialog.getByLabel('Om de hoeveel?').fill('2');
  await officer.keyboard.press('Tab');
  await expect(dialog.getByRole('status')).toHaveText('Elke 2 maanden');
  flaws.push(...(await inspect(officer, 'herhaling-dialoog', 'breed')));
  await dialog.getByRole('button', { name: 'Bewaar' }).click();
  await expect(card).toContainText('Herhaalt elke 2 maanden');

  await panel.getByRole('button', { name: /Status$/ }).click();
  await officer.getByRole('option', { name: 'Klaar' }).click();
  await expect(panel.getByText('Volgende in de reeks')).toBeVisible();
  await expect(official.getByRole('row', { name: new RegExp(title) })).toHaveCount(2);
  await panel.getByRole('link', { name: new RegExp(title) }).click();
  await expect(panel.getByText('Vorige in de reeks')).toBeVisible();
  const onPhone = await openAs(browser, 'officer', officer.url(), { viewport: phone });
  flaws.push(...(await inspect(onPhone, 'taak-herhaling', 'telefoon')));
  await onPhone.context().close();
  expect(flaws).toEqual([]);
  await officer.context().close();
  await official.context().close();
});

test('a task repeats from the moment it is made', async ({ browser }) => {
  const officer = await openAs(browser, 'officer', '/taken');
  const title = uniqueTitle('Jaarverslag');
  await officer.getByRole('button', { name: 'Nieuwe taak' }).click();
  const dialog = officer.getByRole('dialog', { name: 'Nieuwe taak' });
  await dialog.getByLabel('Titel').fill(title);
  const repeats = dialog.getByRole('button', { name: /Herhaling$/ });
  await expect(repeats).toBeDisabled();
  const flaws = await inspect(officer, 'nieuwe-taak-herhaling', 'breed');
  await dialog.getByRole('spinbutton', { name: /^dag, Tegen/ }).click();
  await officer.keyboard.type('31012099');
  await repeats.press('Enter');
  await officer.getByRole('option', { name: 'Anders…' }).press('Enter');
  const rule = officer.getByRole('dialog', { name: 'Hoe herhaalt deze taak?' });
  await rule.getByLabel('Om de hoeveel?').fill('2');
  await rule.getByLabel('Om de hoeveel?').press('Enter');
  await rule.getByRole('button', { name: 'Bewaar' }).press('Enter');
  await expect(repeats).toHaveAccessibleName(/Elke 2 weken/);
  await officer.setViewportSize(phone);
  flaws.push(...(await inspect(officer, 'nieuwe-taak-herhaling', 'telefoon')));
  await dialog.getByRole('button', { name: 'Maak de taak' }).click();
  await expect(dialog).toHaveCount(0);
  await officer.goto(`/taken?weergave=lijst&zoek=${title.split(' ')[1]!}`);
  await expect(officer.locator('main')).toContainText('Herhaalt elke 2 weken');
  expect(flaws).toEqual([]);
  await officer.context().close();
});

test('a task is copied to municipalities, by the keyboard, and its copies are parts of it', async ({ browser }) => {
  const officer = await openAs(browser, 'officer');
  const title = uniqueTitle('Raadsnota');
  await makeTask(officer, title);
  await officer.goto('/taken');
  await officer
    .getByRole('button', { name: new RegExp(`Menu.*${title}|${title}.*`) })
    .last()
    .focus();
  await officer.keyboard.press('Enter');
  await officer.getByRole('menuitem', { name: 'Kopieer naar gemeenten…' }).press('Enter');
  const copies = officer.getByRole('dialog', { name: 'Kopieer naar gemeenten' });
  await copies.getByRole('button', { name: 'Alle gemeenten' }).click();
  await copies.getByText('Maak er deeltaken van deze taak van').click();
  const flaws = await inspect(officer, 'kopieer-naar-gemeenten', 'breed');
  await copies.getByRole('button', { name: /^Maak \d+ kopieën/ }).click();
  const made = copies.getByRole('list', { name: 'Gemaakte kopieën' });
  await expect(made.getByRole('link', { name: /Dentergem/ })).toBeVisible();
  flaws.push(...(await inspect(officer, 'kopieen-gemaakt', 'breed')));
  await made.getByRole('link', { name: /Dentergem/ }).click();
  await expect(officer.getByRole('region', { name: new RegExp(title) })).toContainText('Onderdeel van');
  expect(flaws).toEqual([]);
  await officer.context().close();
});
