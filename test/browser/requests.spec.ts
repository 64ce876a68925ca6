import { expect, type Locator, type Page, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { makeTask, openAs, signIn, uniqueTitle } from './support.js';

/** Goes on with the Tab key until something has the focus: what the keyboard does not reach fails. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let times = 0; times < 60; times++) {
    if (await target.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the Tab key does not lead there');
}

const next = (page: Page) => page.getByRole('button', { name: 'Volgende', exact: true });

test('asked by keyboard alone, read and answered by the actor in another browser, judged and closed', async ({
  browser,
}) => {
  const officer = await openAs(browser, 'official-ardooie', '/verzoeken');
  const title = uniqueTitle('Contactpersoon voor onze infoavond');

  await tabTo(officer, officer.getByRole('link', { name: 'Nieuw verzoek' }));
  await officer.keyboard.press('Enter');
  await expect(officer.getByRole('heading', { name: /Wat heb je nodig/ })).toBeVisible();
  // Nothing is sent half: what is missing is named, and the focus goes there.
  await tabTo(officer, next(officer));
  await officer.keyboard.press('Enter');
  await expect(officer.getByRole('alert').first()).toContainText('Kijk 2 velden na');
  await tabTo(officer, officer.getByLabel('Wat vraag je, in één zin?'));
  await officer.keyboard.type(title);
  await tabTo(officer, officer.getByLabel('Leg uit wat je nodig hebt'));
  await officer.keyboard.type('Wie kan op 9 december komen vertellen wat er verandert?');
  // A reload loses nothing.
  await officer.reload();
  await expect(officer.getByLabel('Wat vraag je, in één zin?')).toHaveValue(title);
  await expect(officer.getByRole('checkbox', { name: 'Ardooie' })).toBeChecked();
  await tabTo(officer, next(officer));
  await officer.keyboard.press('Enter');

  await expect(officer.getByRole('heading', { name: /Van wie/ })).toBeVisible();
  await tabTo(officer, officer.getByRole('button', { name: /Aan welke instantie/ }));
  await officer.keyboard.press('Enter');
  await officer.keyboard.type('Fedasil');
  await officer.keyboard.press('ArrowDown');
  await officer.keyboard.press('Enter');
  await expect(officer.getByText(/niet over acties/)).toBeVisible();
  await tabTo(officer, next(officer));
  await officer.keyboard.press('Enter');

  await expect(officer.getByRole('heading', { name: /Tegen wanneer, en wat als/ })).toBeVisible();
  await expect(officer.getByText(/Antwoord tegen .* als je vandaag verstuurt/)).toBeVisible();
  await expect(officer.getByRole('heading', { name: 'En als er niets komt?' })).toBeVisible();
  // Back and on again keeps everything too.
  await officer.goBack();
  await expect(officer.getByRole('button', { name: /Aan welke instantie/ })).toContainText('Fedasil');
  await officer.goForward();
  await tabTo(officer, next(officer));
  await officer.keyboard.press('Enter');
  // Files are no must.
  await expect(officer.getByRole('heading', { name: /Stuur je stukken mee/ })).toBeVisible();
  await tabTo(officer, next(officer));
  await officer.keyboard.press('Enter');
  await expect(officer.getByText(/^Dit leest: .*Fedasil/)).toBeVisible();
  await tabTo(officer, officer.getByRole('button', { name: 'Verstuur het verzoek' }));
  await officer.keyboard.press('Enter');
  await expect(officer.getByRole('heading', { level: 1, name: /Verzoek 2\d{3}-\d{3} is verstuurd/ })).toBeVisible();
  await tabTo(officer, officer.getByRole('link', { name: 'Volg dit verzoek' }));
  await officer.keyboard.press('Enter');
  await expect(officer.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(officer.getByText('Nog niet gelezen')).toBeVisible();

  const fedasil = await openAs(browser, 'fedasil', '/verzoeken');
  await fedasil.getByRole('link', { name: title }).click();
  await expect(fedasil.getByRole('heading', { level: 1, name: title })).toBeVisible();
  // The asker sees it at once, without touching anything.
  await expect(officer.getByRole('heading', { name: 'Gelezen door Fedasil' })).toBeVisible();
  await expect(fedasil.getByRole('heading', { name: 'Opschalen' })).toHaveCount(0);
  await expect(fedasil.getByRole('heading', { name: 'Interne nota’s' })).toHaveCount(0);

  // A note stays inside.
  await officer.getByLabel('Schrijf een interne nota').fill('Alleen voor ons bedoeld.');
  await officer.getByRole('button', { name: 'Bewaar de nota' }).click();
  await expect(officer.locator('.request-note', { hasText: 'Alleen voor ons bedoeld.' })).toBeVisible();

  await fedasil.getByRole('button', { name: 'Verstuur antwoord' }).click();
  await expect(fedasil.getByRole('alert').first()).toContainText('Kies een antwoord');
  await fedasil.getByText('We kunnen dit doen').click();
  await fedasil.getByLabel('Toelichting').fill('Onze regiomedewerker komt langs.');
  await fedasil.reload();
  await expect(fedasil.getByLabel('Toelichting')).toHaveValue('Onze regiomedewerker komt langs.');
  await fedasil.getByRole('button', { name: 'Verstuur antwoord' }).click();
  await expect(officer.getByText('Onze regiomedewerker komt langs.')).toBeVisible();
  await expect(fedasil.getByText('Alleen voor ons bedoeld.')).toHaveCount(0);

  await officer.getByRole('button', { name: 'Antwoord is voldoende' }).click();
  await officer.getByRole('dialog').getByRole('button', { name: 'Antwoord is voldoende' }).click();
  await expect(fedasil.getByRole('heading', { name: 'Antwoord is voldoende' })).toBeVisible();
  await officer.getByRole('button', { name: /^Meer/ }).click();
  await officer.getByRole('menuitem', { name: 'Sluit het verzoek af' }).click();
  await officer.getByRole('dialog').getByRole('button', { name: 'Sluit het verzoek af' }).click();
  await expect(officer.getByRole('heading', { name: 'Afgesloten' })).toBeVisible();
  await officer.context().close();
  await fedasil.context().close();
});

test('silence leads to a proposal, an approval by a second municipality, a step up and a file', async ({ browser }) => {
  const officer = await openAs(browser, 'officer', '/verzoeken?zoek=Bezettingsprognose');
  await officer.getByRole('link', { name: /^Bezettingsprognose/ }).click();
  await expect(officer.getByText('Wacht op iemand van een andere gemeente.')).toBeVisible();
  await expect(officer.getByRole('button', { name: 'Schaal nu op' })).toHaveCount(0);

  const official = await openAs(browser, 'official-ardooie', new URL(officer.url()).pathname);
  await official.getByRole('button', { name: 'Keur goed' }).click();
  await official.getByRole('dialog').getByRole('button', { name: 'Keur goed' }).click();
  await expect(official.getByText(/^Goedgekeurd door/)).toBeVisible();

  // It came to the officer by itself; nothing went up yet.
  await officer.getByRole('button', { name: 'Schaal nu op' }).click();
  const dialog = officer.getByRole('dialog');
  await expect(dialog.getByText(/^Dit leest:/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Schaal nu op' }).click();
  await expect(officer.getByRole('heading', { name: /^Opgeschaald naar stap 2/ })).toBeVisible();
  await expect(official.getByRole('heading', { name: /^Opgeschaald naar stap 2/ })).toBeVisible();

  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('link', { name: 'PDF' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^verzoek-2\d{3}-\d{3}\.pdf$/);
  expect(await download.failure()).toBeNull();
  await officer.context().close();
  await official.context().close();
});

test('a task becomes a request; who types what runs already may join it', async ({ page }) => {
  await signIn(page, 'official-ardooie', '/taken');
  const title = uniqueTitle('Plaats voor OKAN-leerlingen');
  const task = await makeTask(page, title, { description: 'Vanaf januari.' });
  await page.goto(`/taken/${String(task.number)}`);
  await page.getByRole('link', { name: 'Maak er een verzoek van' }).click();
  await expect(page.getByLabel('Wat vraag je, in één zin?')).toHaveValue(title);
  await expect(page.getByLabel('Leg uit wat je nodig hebt')).toHaveValue('Vanaf januari.');
  await expect(page.getByText(/Samen versturen\?/).first()).toBeVisible();
  await page.getByRole('checkbox', { name: 'Ardooie' }).press('Space');
  await next(page).click();
  await page.getByRole('button', { name: /Aan welke instantie/ }).click();
  await page.keyboard.type('VDAB');
  await page.getByRole('option', { name: /VDAB/ }).click();
  for (let step = 2; step < 5; step++) await next(page).click();
  await page.getByRole('button', { name: 'Bewaar als concept' }).click();
  const reference = (await page.locator('.request-head .number').textContent()) ?? '';
  expect(reference).toMatch(/^2\d{3}-\d{3}$/);
  await page.goto('/taken?weergave=bord');
  await expect(page.getByRole('row').filter({ hasText: title })).toContainText(`Verzoek ${reference}`);
});

test('the list that is shown leaves as a file', async ({ page }) => {
  await signIn(page, 'officer', '/verzoeken?zoek=Fedasil');
  await page.getByRole('button', { name: 'Exporteer' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Exporteer CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^samenregie-verzoeken-.*\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toContain('Nummer;Vraag;');
  const range = await page
    .getByText(/ van \d+/)
    .first()
    .textContent();
  expect(lines).toHaveLength(Number(/van (\d+)/.exec(range ?? '')?.[1]) + 1);
});
