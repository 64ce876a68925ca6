import { expect, test } from '@playwright/test';
import { ask, makeTask, openAs, uniqueTitle } from './support.js';

const update = `mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { id version title description } } }`;

test('two people change the same text: both versions are shown, nothing is lost', async ({ browser }) => {
  const officer = await openAs(browser, 'officer');
  const title = uniqueTitle('Samen schrijven');
  const task = await makeTask(officer, title, { description: 'Het begin.' });
  const official = await openAs(browser, 'official-dentergem', `/taken/${String(task.number)}`);
  // The official does not hear of the change: the stream is held back.
  await official.getByRole('button', { name: /^Wat moet er gebeuren/ }).click();
  await official.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? '';
    if (body.includes('mutation UpdateTask'))
      await ask(officer, update, {
        input: { id: task.id, expectedVersion: task.version, description: 'Van kantoor.' },
      }).catch(() => undefined);
    await route.continue();
  });
  await official.getByLabel('Wat moet er gebeuren?').fill('Van onderweg.');
  await official.keyboard.press('Control+Enter');
  const dialog = official.getByRole('dialog', { name: 'Twee versies' });
  await expect(dialog).toContainText('Van onderweg.');
  await expect(dialog).toContainText('Van kantoor.');
  await official.unroute('**/graphql');
  await dialog.getByRole('button', { name: 'Zet mijn tekst terug' }).click();
  await expect(dialog).toBeHidden();
  await expect(official.getByRole('button', { name: /^Wat moet er gebeuren/ })).toContainText('Van onderweg.');
  await officer.context().close();
  await official.context().close();
});

test('changes of different fields meet without a question', async ({ browser }) => {
  const officer = await openAs(browser, 'officer');
  const title = uniqueTitle('Elk zijn veld');
  const task = await makeTask(officer, title);
  const official = await openAs(browser, 'official-dentergem', `/taken/${String(task.number)}`);
  await official.getByRole('button', { name: /^Titel:/ }).click();
  let first = true;
  await official.route('**/graphql', async (route) => {
    if (first && (route.request().postData() ?? '').includes('mutation UpdateTask')) {
      first = false;
      await ask(officer, update, {
        input: { id: task.id, expectedVersion: task.version, description: 'Van kantoor.' },
      });
    }
    await route.continue();
  });
  await official.getByLabel('Titel').fill(`${title} beter`);
  await official.keyboard.press('Enter');
  await expect(official.getByRole('button', { name: /^Wat moet er gebeuren/ })).toContainText('Van kantoor.');
  await expect(official.getByRole('button', { name: /^Titel:/ })).toContainText(`${title} beter`);
  await expect(official.getByRole('dialog')).toHaveCount(0);
  await officer.context().close();
  await official.context().close();
});
