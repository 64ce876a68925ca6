import { expect, test } from '@playwright/test';
import { flaws } from './axe.js';
import { cardIn, makeTask, openAs, phone, picture, uniqueTitle } from './support.js';

test('who looks at a task and who types there is seen by the others, and goes by itself', async ({ browser }) => {
  test.setTimeout(150_000);
  const board = await openAs(browser, 'official-ardooie', '/taken?weergave=bord');
  const title = uniqueTitle('Samen bekeken');
  const task = await makeTask(board, title);
  const path = `/taken/${String(task.number)}`;
  const officer = await openAs(browser, 'officer', path);
  const official = await openAs(browser, 'official-pittem', path);
  await expect(officer.getByTestId('viewing')).toContainText('bekijkt dit');
  await expect(official.getByTestId('viewing')).toContainText('bekijkt dit');

  const box = official.getByLabel('Schrijf een bericht');
  await box.pressSequentially('Ik bel morgen met de school', { delay: 30 });
  const typing = officer.getByTestId('typing').first();
  await expect(typing).toContainText('typt…');
  await expect(cardIn(board, 'TODO', title).getByTestId('typing')).toContainText('typt…');
  await picture(officer, 'aanwezig-paneel');
  await picture(board, 'aanwezig-bord');
  // Never read out: neither of them is, or stands in, a place whose changes are announced.
  for (const [page, where] of [
    [officer, '[data-testid="typing"], [data-testid="viewing"]'],
    [board, '[data-testid="typing"]'],
  ] as const)
    expect(
      await page.locator(where).evaluateAll((all) => all.some((one) => one.closest('[aria-live], [role=status]'))),
    ).toBe(false);
  expect(await flaws(officer)).toEqual([]);
  // Nobody says that it is over.
  await expect(typing).toBeHidden();
  await expect(cardIn(board, 'TODO', title).getByTestId('typing')).toHaveCount(0);

  // Who does not want to be seen is not.
  await official.evaluate(() => localStorage.setItem('samenregie.presence', 'off'));
  await official.reload();
  await expect(official.getByTestId('viewing')).toContainText('bekijkt dit');
  await expect(officer.getByTestId('viewing')).toHaveCount(0);
  await officer.setViewportSize(phone);
  await official.evaluate(() => localStorage.setItem('samenregie.presence', 'on'));
  await official.reload();
  await expect(officer.getByTestId('viewing')).toBeVisible();
  await picture(officer, 'aanwezig-telefoon');
  expect(await officer.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await official.context().close();
  await expect(officer.getByTestId('viewing')).toHaveCount(0);
  await officer.context().close();
  await board.context().close();
});
