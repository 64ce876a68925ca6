import { expect, test } from '@playwright/test';
import { cardIn, inspect, makeTask, openAs, phone, sizes, uniqueTitle } from './support.js';

test('a task waits for another and has parts: on the panel, on the card, and live for somebody else', async ({
  browser,
}) => {
  const officer = await openAs(browser, 'officer');
  const [first, second] = [
    await makeTask(officer, uniqueTitle('Eerst')),
    await makeTask(officer, uniqueTitle('Daarna')),
  ];
  await officer.goto(`/taken/${String(second.number)}`);
  const official = await openAs(browser, 'official-dentergem', `/taken`);

  await officer.getByRole('button', { name: 'Wacht op een andere taak…' }).click();
  await officer.keyboard.type(`T-${String(first.number)}`);
  await officer.getByRole('list', { name: 'Gevonden taken' }).getByRole('button', { name: /Eerst/ }).click();
  await expect(
    officer.getByRole('list', { name: 'Kan pas beginnen na' }).getByRole('link', { name: /Eerst/ }),
  ).toBeVisible();
  const card = official.locator(`[data-key="${second.id}"]`);
  await expect(card).toContainText('Wacht op 1 taak');

  await officer.getByLabel('Nieuwe deeltaak').fill('Zaal huren');
  await officer.keyboard.press('Enter');
  const parts = officer.getByRole('list', { name: /^Deeltaken/ });
  await expect(parts.getByRole('link', { name: /Zaal huren/ })).toBeVisible();
  await expect(card).toContainText('0/1');

  const flaws = await inspect(officer, 'taak-samenhang', 'breed');
  const onPhone = await openAs(browser, 'officer', `/taken/${String(second.number)}`, { viewport: phone });
  flaws.push(...(await inspect(onPhone, 'taak-samenhang', 'telefoon')));
  await onPhone.context().close();
  expect(flaws).toEqual([]);

  await officer.getByRole('button', { name: /^Maak los: Eerst/ }).click();
  await expect(card).not.toContainText('Wacht op 1 taak');
  await officer.context().close();
  await official.context().close();
});

test('a manager makes a label, a task bears it, and the board shows only those', async ({ browser }) => {
  const manager = await openAs(browser, 'manager');
  const [task, other] = [
    await makeTask(manager, uniqueTitle('Met label')),
    await makeTask(manager, uniqueTitle('Zonder')),
  ];
  const label = uniqueTitle('School').slice(0, 40);
  await manager.goto(`/taken/${String(task.number)}`);
  await manager.getByRole('button', { name: 'Beheer de labels' }).click();
  const dialog = manager.getByRole('dialog', { name: /^Labels van/ });
  await dialog.getByLabel('Nieuw label').fill(label);
  await manager.keyboard.press('Enter');
  await expect(dialog.getByLabel(`Naam van ${label}`)).toBeVisible();
  const flaws = await inspect(manager, 'labels', 'breed');
  await manager.keyboard.press('Escape');
  await manager.getByRole('button', { name: /Labels$/ }).click();
  await manager.getByRole('option', { name: label }).click();
  await manager.keyboard.press('Escape');

  const official = await openAs(browser, 'official-dentergem', '/taken');
  await expect(official.locator(`[data-key="${task.id}"]`)).toContainText(label);
  await official.getByRole('button', { name: /Alle labels/ }).click();
  await official.getByRole('option', { name: label }).click();
  await expect(official.locator(`[data-key="${other.id}"]`)).toHaveCount(0);
  await expect(official.locator(`[data-key="${task.id}"]`)).toBeVisible();
  await expect(official).toHaveURL(/label=/);
  flaws.push(...(await inspect(official, 'bord-label', 'breed')));
  expect(flaws).toEqual([]);
  await manager.context().close();
  await official.context().close();
});

test('a manager adds a field of the partnership, and what an officer puts in it stands there for somebody else', async ({
  browser,
}) => {
  const manager = await openAs(browser, 'manager');
  const task = await makeTask(manager, uniqueTitle('Met veld'));
  const name = uniqueTitle('Bedrag').slice(0, 60);
  await manager.goto(`/taken/${String(task.number)}`);
  const official = await openAs(browser, 'official-dentergem', `/taken/${String(task.number)}`);
  await manager.getByRole('button', { name: 'Beheer eigen velden' }).click();
  const dialog = manager.getByRole('dialog', { name: /^Eigen velden van/ });
  await dialog.getByLabel('Naam van het nieuwe veld').fill(name);
  await dialog.getByRole('button', { name: /Wat komt erin/ }).click();
  await manager.getByRole('option', { name: 'Getal' }).click();
  await dialog.getByRole('button', { name: 'Voeg veld toe' }).click();
  await expect(dialog.getByLabel(`Naam van ${name}`)).toBeVisible();
  const flaws = await inspect(manager, 'eigen-velden', 'breed');
  await manager.keyboard.press('Escape');
  await manager.getByLabel(name).fill('12,50');
  await manager.keyboard.press('Tab');
  await expect(official.getByLabel(name)).toHaveValue('12,5');
  flaws.push(...(await inspect(official, 'taak-eigen-velden', 'breed')));

  // It is in the form of a new task too; what does not fit is said there, and nothing typed is lost.
  await official.goto('/taken');
  await official.getByRole('button', { name: 'Nieuwe taak' }).first().click();
  const form = official.getByRole('dialog', { name: 'Nieuwe taak' });
  const title = uniqueTitle('Nieuw met veld');
  await form.getByLabel('Titel').fill(title);
  await form.getByLabel(name).fill('twaalf');
  await form.getByRole('button', { name: 'Maak de taak' }).click();
  await expect(form.getByRole('alert')).toContainText(`${name}: Een getal`);
  flaws.push(...(await inspect(official, 'nieuwe-taak-eigen-velden', 'telefoon')));
  await official.setViewportSize(sizes.breed);
  await form.getByLabel(name).fill('7,50');
  await form.getByRole('button', { name: 'Maak de taak' }).click();
  await expect(form).toBeHidden();
  await cardIn(official, 'TODO', title).focus();
  await official.keyboard.press('Enter');
  await expect(official.locator('.task').getByLabel(name)).toHaveValue('7,5');
  expect(flaws).toEqual([]);
  await manager.context().close();
  await official.context().close();
});
