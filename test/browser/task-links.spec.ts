import { expect, test } from '@playwright/test';
import { inspect, makeTask, openAs, phone, uniqueTitle } from './support.js';

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
