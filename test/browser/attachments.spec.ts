import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { flaws } from './axe.js';
import { makeTask, openAs, phone, picture, signIn, uniqueTitle } from './support.js';

const pdf = (size: number): Buffer => {
  const bytes = Buffer.alloc(size, 'lorem ipsum ');
  bytes.write('%PDF-1.7\n');
  return bytes;
};

test('a file goes on after the page was loaded again, the other window gets it, and it can be taken away', async ({
  page,
  browser,
}) => {
  await signIn(page, 'officer');
  const task = await makeTask(page, uniqueTitle('Met een bijlage'));
  await page.goto(`/taken/${task.number}`);
  const section = page.getByRole('region', { name: /^Bijlagen/ });
  await expect(section).toContainText('Nog geen bijlagen.');
  const other = await openAs(browser, 'official-ardooie', `/taken/${task.number}`);
  await expect(other.getByRole('region', { name: /^Bijlagen/ })).toBeVisible();

  // After the first piece the line is gone.
  let pieces = 0;
  await page.route('**/files/*', (route) =>
    route.request().method() === 'PATCH' && ++pieces > 1 ? route.abort('connectionfailed') : route.continue(),
  );
  const bytes = pdf(3_000_000);
  await section
    .locator('input[type=file]')
    .setInputFiles({ name: 'plan.pdf', mimeType: 'application/pdf', buffer: bytes });
  await expect(section.getByRole('progressbar', { name: 'plan.pdf versturen' })).toBeVisible();
  await expect(section).toContainText('Wacht op verbinding');
  await page.unrouteAll({ behavior: 'wait' });
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/files') && request.method() === 'POST') asked += 1;
  });
  await page.reload();
  const link = section.getByRole('link', { name: 'plan.pdf' });
  await expect(link).toBeVisible();
  expect(asked).toBe(0);
  const theirs = other.getByRole('region', { name: /^Bijlagen/ }).getByRole('link', { name: 'plan.pdf' });
  await expect(theirs).toBeVisible();
  const [download] = await Promise.all([other.waitForEvent('download'), theirs.click()]);
  expect(download.suggestedFilename()).toBe('plan.pdf');
  expect((await readFile(await download.path())).equals(bytes)).toBe(true);

  expect(await flaws(page, { within: '.attachments' })).toEqual([]);
  await section.getByRole('button', { name: 'Haal plan.pdf weg' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Bijlage weghalen?' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Haal weg' }).press('Enter');
  await expect(link).toHaveCount(0);
  await expect(theirs).toHaveCount(0);
});

test('files are dropped and pasted, refused ones say why, and it fits a phone', async ({ page }) => {
  await signIn(page, 'officer');
  const task = await makeTask(page, uniqueTitle('Slepen en plakken'));
  await page.goto(`/taken/${task.number}`);
  const section = page.getByRole('region', { name: /^Bijlagen/ });
  await expect(section).toBeVisible();
  const hand = (type: 'drop' | 'paste', name: string, text: string) =>
    section.evaluate(
      (element, given) => {
        const data = new DataTransfer();
        data.items.add(new File([given.text], given.name));
        const event =
          given.type === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        element.dispatchEvent(event);
      },
      { type, name, text },
    );
  await hand('drop', 'gesleept.txt', 'gesleept');
  await hand('paste', 'geplakt.txt', 'geplakt');
  for (const name of ['gesleept.txt', 'geplakt.txt']) await expect(section.getByRole('link', { name })).toBeVisible();
  await hand('drop', 'virus.exe', 'MZ');
  await expect(section.getByRole('alert')).toContainText('Dit soort bestand kan hier niet');
  await page.setViewportSize(phone);
  await expect(section).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await flaws(page, { within: '.attachments' })).toEqual([]);
  await section.scrollIntoViewIfNeeded();
  await picture(page, 'bijlagen-telefoon');
  await page.setViewportSize({ width: 1366, height: 768 });
  await expect(page.getByRole('button', { name: 'Sluit' })).toBeVisible();
  await section.scrollIntoViewIfNeeded();
  await picture(page, 'bijlagen');
  await section.getByRole('button', { name: 'Stop met virus.exe' }).click();
  await expect(section.getByText('virus.exe')).toHaveCount(0);
});
