import { expect, test } from '@playwright/test';
import { ask, openAs, partnershipOf, uniqueTitle } from './support.js';

test('a long column shows only what is in view, and every card can be reached', async ({ browser }) => {
  const officer = await openAs(browser, 'officer', '/taken?weergave=bord');
  const partnershipId = await partnershipOf(officer);
  const count = 150;
  const title = uniqueTitle('Lange kolom');
  for (let from = 0; from < count; from += 50) {
    const fields = Array.from(
      { length: 50 },
      (_, index) =>
        `t${String(index)}: createTask(input: { partnershipId: $id, title: ${JSON.stringify(`${title} ${String(from + index)}`)} }) { task { id } }`,
    );
    await ask(officer, `mutation ($id: ID!) { ${fields.join('\n')} }`, { id: partnershipId });
  }
  await officer.goto(`/taken?weergave=bord&zoek=${encodeURIComponent(title)}`);
  const column = officer.getByRole('grid').first();
  await expect(column.getByRole('row').first()).toContainText(`${title} ${String(count - 1)}`);
  const last = column.getByRole('row').filter({ hasText: new RegExp(`${title} 0(?!\\d)`) });
  await column.hover();
  await expect(async () => {
    await officer.mouse.wheel(0, 3_000);
    expect(await column.getByRole('row').count()).toBeLessThan(60);
    await expect(last).toBeVisible({ timeout: 200 });
  }).toPass({ timeout: 40_000 });
  await officer.context().close();
});
