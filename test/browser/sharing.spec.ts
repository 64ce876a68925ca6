import { expect, type Page, test } from '@playwright/test';
import { inspect, openAs, phone } from './support.js';

const open = async (page: Page) => {
  await page.getByRole('tab', { name: 'Antwoordtijden' }).click();
  const part = page.getByRole('region', { name: 'Delen met andere samenwerkingsverbanden' });
  await expect(part).toBeVisible();
  return part;
};

test('a manager writes down that totals are shared, others see it at once, and it is withdrawn', async ({
  browser,
}) => {
  const manager = await openAs(browser, 'manager', '/samenwerking');
  const officer = await openAs(browser, 'official-ardooie', '/samenwerking', { viewport: phone });
  const [mine, theirs] = [await open(manager), await open(officer)];
  await expect(theirs).toContainText('Wordt niet gedeeld');
  await expect(theirs).toContainText('Nooit een cijfer over minder dan vijf verzoeken');
  // Only a manager decides.
  await expect(theirs.getByRole('button')).toHaveCount(0);

  await mine.getByRole('button', { name: 'Deel de totalen' }).click();
  const dialog = manager.getByRole('dialog', { name: 'Deel de totalen' });
  await dialog.getByRole('button', { name: 'Deel de totalen' }).click();
  await expect(dialog).toContainText('Noteer welk orgaan besliste.');
  await dialog.getByLabel('Welk orgaan besliste?').fill('Beheerscomité');
  await dialog.getByRole('button', { name: 'Deel de totalen' }).click();
  await expect(dialog).toBeHidden();
  for (const part of [mine, theirs]) {
    await expect(part).toContainText('Wordt gedeeld');
    await expect(part).toContainText(/Beslist op .* door Beheerscomité\. Genoteerd door /);
    await expect(part.getByText(/is er nog geen totaal/)).toBeVisible();
  }
  // As it is found later, and without what the date field just read out.
  await manager.reload();
  await open(manager);
  expect(await inspect(manager, 'delen', 'breed')).toEqual([]);
  expect(await inspect(officer, 'delen', 'telefoon')).toEqual([]);

  await mine.getByRole('button', { name: 'Stop met delen' }).click();
  const stop = manager.getByRole('dialog', { name: 'Stop met delen' });
  await stop.getByLabel('Welk orgaan besliste?').fill('Algemene vergadering');
  await stop.getByRole('button', { name: 'Stop met delen' }).click();
  await expect(theirs).toContainText(/Stopgezet op .* door Algemene vergadering/);
  await expect(theirs).toContainText('Wordt niet gedeeld');
  await theirs.getByText('1 eerdere beslissing').click();
  await expect(theirs).toContainText(/Beslist op .* door Beheerscomité/);
  await Promise.all([manager, officer].map((page) => page.context().close()));
});
