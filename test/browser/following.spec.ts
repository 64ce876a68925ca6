import { expect, test } from '@playwright/test';
import { ask, inspect, makeTask, openAs, phone, uniqueTitle } from './support.js';

test('somebody is named by the keyboard, follows from then on, and both read the history', async ({ browser }) => {
  const officer = await openAs(browser, 'officer');
  const task = await makeTask(officer, uniqueTitle('Meekijken'), { description: 'Het begin.' });
  await officer.goto(`/taken/${String(task.number)}`);
  const official = await openAs(browser, 'official-dentergem', `/taken/${String(task.number)}`);
  const { viewer } = await ask<{ viewer: { person: { displayName: string } } }>(
    official,
    `{ viewer { person { displayName } } }`,
  );
  const name = viewer.person.displayName;

  const box = officer.getByLabel('Schrijf een bericht');
  await box.click();
  await officer.keyboard.type(`Dag @${name.slice(0, 3)}`);
  const list = officer.getByRole('listbox', { name: 'Wie wil je noemen?' });
  await expect(list.getByRole('option', { name })).toBeVisible();
  await officer.keyboard.press('Escape');
  await expect(list).toBeHidden();
  // The panel stays open: Escape closed the list alone.
  await expect(box).toBeFocused();
  await officer.keyboard.press('Control+a');
  await officer.keyboard.type(`Dag @${name.slice(0, 3)}`);
  await expect(list).toBeVisible();
  await officer.keyboard.press('Enter');
  await officer.keyboard.type('kan jij dit nakijken?');
  await expect(box).toHaveValue(`Dag @${name} kan jij dit nakijken?`);
  await expect(officer.getByText(`Krijgt hiervan een melding: ${name}.`)).toBeVisible();
  await officer.keyboard.press('Control+Enter');
  await expect(box).toHaveValue('');

  await expect(official.locator('.mention', { hasText: `@${name}` })).toBeVisible();
  const stop = official.getByRole('button', { name: 'Volg niet meer' });
  await expect(stop).toBeVisible();
  await stop.click();
  await expect(official.getByRole('button', { name: 'Volg deze taak' })).toBeVisible();
  await expect(officer.locator('.follow')).not.toContainText(name);
  await official.getByRole('button', { name: 'Volg deze taak' }).click();
  await expect(officer.locator('.follow')).toContainText(name);

  const title = uniqueTitle('Anders');
  await official.getByRole('button', { name: /^Titel:/ }).click();
  await official.getByLabel('Titel').fill(title);
  await official.keyboard.press('Enter');
  await officer.getByRole('button', { name: 'Geschiedenis (1)' }).click();
  const line = officer.locator('.history-item').first();
  await expect(line).toContainText(name);
  await expect(line.locator('del')).toHaveText(/^Meekijken/);
  await expect(line).toContainText(title);

  const flaws = await inspect(officer, 'taak-gesprek', 'breed');
  await box.fill('@');
  await box.press('End');
  await expect(list).toBeVisible();
  flaws.push(...(await inspect(officer, 'taak-noemen', 'breed')));
  const onPhone = await openAs(browser, 'officer', `/taken/${String(task.number)}`, { viewport: phone });
  await onPhone.getByRole('button', { name: 'Geschiedenis (1)' }).click();
  flaws.push(...(await inspect(onPhone, 'taak-gesprek', 'telefoon')));
  await onPhone.context().close();
  expect(flaws).toEqual([]);
  await officer.context().close();
  await official.context().close();
});
