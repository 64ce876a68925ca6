import { expect, test } from '@playwright/test';
import { makeTask, openAs, uniqueTitle } from './support.js';

test('news comes live in a second window, is read by keyboard, and leads to its task', async ({ browser }) => {
  test.setTimeout(120_000);
  const author = await openAs(browser, 'officer', '/taken?weergave=bord');
  const title = uniqueTitle('Melding');
  const task = await makeTask(author, title);
  await author.goto('/meldingen');
  const second = await author.context().newPage();
  await second.goto('/');
  await expect(second.locator('main h1')).toBeVisible();
  const countOf = async () =>
    Number(
      (await second
        .locator('.inbox-count')
        .textContent()
        .catch(() => '0')) ?? '0',
    );
  await expect(author.locator('main h1')).toHaveText('Meldingen');
  await author.getByRole('button', { name: 'Alles gelezen' }).click();
  await expect(author.getByText('Je bent bij.')).toBeVisible();
  await expect(second.locator('.inbox-count')).toHaveCount(0);

  const colleague = await openAs(browser, 'official-ardooie', `/taken/${String(task.number)}`);
  await colleague.getByLabel('Schrijf een bericht').fill('Is dit iets voor woensdag?');
  await colleague.keyboard.press('Control+Enter');

  const line = author.locator('.notice-line', { hasText: title });
  await expect(line).toContainText('Omdat jij');
  await expect.poll(countOf).toBe(1);
  await expect(author).toHaveTitle(/^\(1\) Meldingen/);
  await line.locator('a').focus();
  await author.keyboard.press('e');
  await expect(author.getByText('Je bent bij.')).toBeVisible();
  await expect(second.locator('.inbox-count')).toHaveCount(0);

  await author.getByRole('radiogroup', { name: 'Toon' }).getByText('Alle', { exact: true }).click();
  await author.locator('.notice-line', { hasText: title }).locator('a').focus();
  await author.keyboard.press('Enter');
  await expect(author).toHaveURL(new RegExp(`/taken/${String(task.number)}`));
  await colleague.context().close();
  await author.context().close();
});

test('whoever chooses how mail comes finds it again, and only a manager sees the defaults', async ({ browser }) => {
  const page = await openAs(browser, 'official-pittem', '/meldingen');
  const open = () => page.getByRole('button', { name: 'Wanneer krijg je mail?' }).click();
  await open();
  await page.getByRole('button', { name: /Nieuw voor jou/ }).click();
  await page.getByRole('option', { name: 'Meteen' }).click();
  await expect(page.getByText('Bewaard.').first()).toBeVisible();
  await page.reload();
  await open();
  await expect(page.getByRole('button', { name: /Nieuw voor jou/ })).toContainText('Meteen');
  await expect(page.getByRole('heading', { name: /Voor iedereen van/ })).toHaveCount(0);
  await page.context().close();
});
