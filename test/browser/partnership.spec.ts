import { expect, test } from '@playwright/test';
import { openAs } from './support.js';

test('the old name of a municipality finds the one it became, and says since when', async ({ browser }) => {
  const manager = await openAs(browser, 'manager', '/samenwerking');
  await manager.getByRole('tab', { name: 'Gemeenten' }).click();
  const search = manager.getByRole('combobox', { name: 'Voeg een gemeente toe' });
  await search.fill('Galmaarden');
  await expect(manager.getByRole('option')).toContainText('Galmaarden heet nu Pajottegem, sinds 1 januari 2025');
  await search.fill('Ardooie');
  await expect(manager.getByRole('option', { name: /Ardooie/ })).toHaveAttribute('aria-disabled', 'true');
  await search.fill('xyzzy');
  await expect(manager.getByRole('listbox')).toContainText(/geen/i);
  await manager.context().close();
});

test('more days than the officer has are refused with the figures', async ({ browser }) => {
  const manager = await openAs(browser, 'manager', '/samenwerking');
  await manager.getByRole('button', { name: 'Wijzig dagen' }).click();
  const dialog = manager.getByRole('dialog');
  const ardooie = dialog.getByRole('textbox', { name: 'Ardooie' });
  await ardooie.fill('65');
  await ardooie.press('Tab');
  await dialog.getByRole('button', { name: 'Bewaar' }).click();
  await expect(dialog).toContainText('Je vraagt 240 dagen per jaar. Met 1 VTE zijn er 220: dat is 20 te veel.');
  await expect(ardooie).toHaveValue('65');
  await manager.context().close();
});
