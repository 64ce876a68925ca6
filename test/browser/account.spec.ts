import { expect, type Page, test } from '@playwright/test';
import { becomes, inspect, openAs, signIn, sizes } from './support.js';

/** Tabs until something has the focus, as people without a mouse do. */
const tabTo = async (page: Page, name: string | RegExp): Promise<void> => {
  const target = page.getByRole('button', { name });
  await expect(target).toBeVisible();
  for (let tabs = 0; tabs < 60 && !(await target.evaluate((button) => button === document.activeElement)); tabs++)
    await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
};

test('whoever works for two chooses for whom, and changes it, with the keyboard alone', async ({ page }) => {
  await becomes(page, 'two-hats');
  await page.goto('/account');
  await expect(page.getByRole('heading', { level: 1, name: 'Voor wie treed je op?' })).toBeVisible();
  // Nothing of any partnership is shown before it is known for whom.
  await expect(page.locator('body')).not.toContainText('Midwest-Oost');
  await tabTo(page, /^Gemeente Pittem/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Mijn account' })).toBeVisible();
  await expect(page.getByTestId('connection')).toHaveText('Live');
  await expect(page.locator('[aria-labelledby="my-mandates"]')).toContainText('Bewerker, voor Gemeente Pittem');
  await expect(page.getByRole('button', { name: /^Gemeente Pittem/ })).toBeDisabled();
  for (const size of ['breed', 'telefoon'] as const) {
    await page.setViewportSize(sizes[size]);
    expect(await inspect(page, 'mijn-account-twee-organisaties', size)).toEqual([]);
  }
  await page.setViewportSize(sizes.breed);
  await tabTo(page, /^OCMW Pittem/);
  await page.keyboard.press('Enter');
  await expect(page.locator('[aria-labelledby="my-mandates"]')).toContainText('Lezer, voor OCMW Pittem');
  // The same person, with the rights of the other organisation.
  await expect(page.getByTestId('connection')).toHaveText(/Alleen lezen|Live/);
  await page.goto('/taken?weergave=bord');
  await expect(page.locator('[data-column]').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Nieuwe taak/ })).toHaveCount(0);
});

test('my account ends a session elsewhere, and shows what was done in my name', async ({ page, browser }) => {
  const elsewhere = await openAs(browser, 'coordinator');
  await signIn(page, 'coordinator', '/account');
  const others = page.locator('[data-session="other"]');
  await expect(others.first()).toBeVisible();
  await tabTo(page, 'Beëindig alle andere');
  await page.keyboard.press('Enter');
  await expect(others).toHaveCount(0);
  await expect(elsewhere.getByRole('alertdialog', { name: 'Je bent afgemeld' })).toBeVisible();
  await elsewhere.context().close();
  await tabTo(page, 'Mijn logboek');
  await page.keyboard.press('Enter');
  await expect(page.locator('.log-line').filter({ hasText: 'beëindigde de andere sessies' })).toBeVisible();
});
