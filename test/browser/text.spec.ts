import { expect, test } from '@playwright/test';
import { cardIn, makeTask, signIn, uniqueTitle } from './support.js';

const texts = {
  'a script': '<script>window.hacked = true</script><img src=x onerror="window.hacked = true">',
  emoji: '👩‍👩‍👧 welkom 🇧🇪 naïef ﬁ',
  'text from right to left': 'مرحبا بكم في البلدية',
  'a formula': '=HYPERLINK("https://example.org";"klik")',
};

for (const [name, text] of Object.entries(texts)) {
  test(`${name} is shown as text, on the card and in the panel`, async ({ page }) => {
    await signIn(page, 'officer', '/taken?weergave=bord');
    const title = `${uniqueTitle('Tekst')} ${text}`;
    const task = await makeTask(page, title, { description: text });
    await expect(cardIn(page, 'TODO', title)).toBeVisible();
    await page.goto(`/taken/${String(task.number)}`);
    await expect(page.getByRole('button', { name: /^Wat moet er gebeuren/ })).toContainText(text);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });
}
