import { expect, test } from '@playwright/test';
import { signIn, watchPolicy } from './support.js';

test('the policy refuses what is not ours, and only that', async ({ page }) => {
  const refused = await watchPolicy(page);
  await signIn(page, 'officer', '/taken?weergave=bord');
  // The one style that script puts into the page is in force.
  const rules = await page
    .locator('style#react-aria-pressable-style')
    .evaluate((element) => (element as HTMLStyleElement).sheet?.cssRules.length);
  expect(rules).toBe(1);
  // A menu and a dialog: what is laid over the page is placed with styles too.
  await page.locator('.user-name').click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  expect(refused).toEqual([]);

  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { color: red }';
    const script = document.createElement('script');
    script.textContent = 'document.title = "ours no more"';
    const image = document.createElement('img');
    image.src = 'https://evil.example/pixel.png';
    document.head.append(style, script, image);
  });
  await expect.poll(() => refused.length).toBe(3);
  expect(refused.map((what) => what.split(' ')[0]).sort()).toEqual(['img-src', 'script-src-elem', 'style-src-elem']);
  expect(await page.title()).not.toBe('ours no more');
});
