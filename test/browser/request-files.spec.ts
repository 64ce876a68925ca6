import { expect, type Page, test } from '@playwright/test';
import { readFile, writeFile } from 'node:fs/promises';
import { ask, inspect, openAs, partnershipOf, phone, uniqueTitle } from './support.js';

interface Mail {
  to: string;
  text: string;
}
const create = `mutation ($input: CreateRequestInput!) { createRequest(input: $input) { request { id version reference } } }`;
const send = `mutation ($input: SendRequestInput!) { sendRequest(input: $input) { request { id } } }`;

const text = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`Inhoud van ${name}`) });
const draftFor = async (official: Page, contactEmail: string) => {
  const partnershipId = await partnershipOf(official);
  const { actors, node } = await ask<{
    actors: { nodes: { id: string; code: string }[] };
    node: { members: { municipality: { id: string } }[] };
  }>(
    official,
    `query ($id: ID!) { actors(first: 100) { nodes { id code } }
       node(id: $id) { ... on Partnership { members { municipality { id } } } } }`,
    { id: partnershipId },
  );
  const made = await ask<{ createRequest: { request: { id: string; version: number; reference: string } } }>(
    official,
    create,
    {
      input: {
        ...{
          partnershipId,
          title: uniqueTitle('Huisreglement'),
          text: 'Klopt dit nog?',
          kind: 'INFORMATION',
          termDays: 10,
        },
        actorId: actors.nodes.find(({ code }) => code === 'FEDASIL')?.id,
        municipalityIds: node.members.slice(0, 2).map(({ municipality }) => municipality.id),
        ...{ contactName: 'K. Maes', contactEmail, contactLanguage: 'DE' },
      },
    },
  );
  return made.createRequest.request;
};
const inMail = async (page: Page, to: string, wanted: RegExp): Promise<string> => {
  let found: string | undefined;
  await expect(async () => {
    const mails = (await (await page.request.get('/auth/outbox')).json()) as Mail[];
    const texts = mails.filter((mail) => mail.to === to).map((mail) => mail.text);
    found = wanted.exec(texts.join('\n'))?.[1];
    expect(found).toBeDefined();
  }).toPass();
  return found!;
};

test('a file goes with a question, somebody without an account reads it on a phone and answers with another; a note keeps its own', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const official = await openAs(browser, 'manager');
  const to = `${uniqueTitle('m.klein').replaceAll(/\W+/g, '.')}@fedasil.example.org`;
  const request = await draftFor(official, to);
  await official.goto(`/verzoeken/${request.reference}`);
  const files = official.getByRole('region', { name: /^Bijlagen/ });
  await expect(files).toContainText('Na het versturen ziet');
  await files.locator('input[type=file]').setInputFiles([text('vraag.txt'), { ...text('stuk.exe') }]);
  await expect(files.getByRole('link', { name: 'vraag.txt' })).toBeVisible();
  await expect(files.getByRole('alert')).toContainText('Dit soort bestand kan hier niet');
  await files.getByRole('button', { name: 'Stop met stuk.exe' }).click();
  await expect(files.getByRole('button', { name: 'Haal vraag.txt weg' })).toBeVisible();
  const notes = official.locator('.request-notes');
  await notes.getByRole('textbox').fill('Niet delen.');
  await notes.locator('input[type=file]').setInputFiles(text('intern.txt'));
  await expect(notes).toContainText('Deze bestanden blijven binnen');
  await notes.getByRole('button', { name: 'Bewaar', exact: false }).press('Enter');
  await expect(notes.getByRole('link', { name: 'intern.txt' })).toBeVisible();
  expect(await inspect(official, 'verzoek-bijlagen', 'breed')).toEqual([]);
  await ask(official, send, { input: { id: request.id, expectedVersion: request.version } });
  // What was sent stays.
  await expect(files).toContainText('ziet deze bestanden ook.');
  await expect(files.getByRole('button', { name: 'Haal vraag.txt weg' })).toHaveCount(0);

  const person = await (await browser.newContext({ viewport: phone })).newPage();
  await person.goto(`/antwoord#${await inMail(official, to, /\/antwoord#([\w-]{43})/)}`);
  const code = person.getByRole('textbox').first();
  await expect(code).toBeFocused();
  await code.fill(await inMail(official, to, /\b(\d{4} \d{4})\b/));
  await code.press('Enter');
  const question = person.getByRole('region', { name: /^Huisreglement/ });
  const fetchIt = question.getByRole('button', { name: 'vraag.txt herunterladen' });
  const [download] = await Promise.all([person.waitForEvent('download'), fetchIt.click()]);
  expect(await readFile(await download.path(), 'utf8')).toBe('Inhoud van vraag.txt');
  await expect(person.locator('main')).not.toContainText('intern.txt');

  // What a reload stopped is named; chosen once more it goes on where it was, or it is left out.
  const plan = test.info().outputPath('Plan.txt');
  await writeFile(plan, 'Regel '.repeat(300_000));
  const offsets: string[] = [];
  await person.route('**/answer/files/*', (route) => {
    if (route.request().method() === 'PATCH') offsets.push(route.request().headers()['upload-offset'] ?? '');
    return offsets.length === 2 ? new Promise<void>(() => undefined) : route.continue();
  });
  const field = person.getByRole('group', { name: /^Dateien zu Ihrer Antwort/ });
  await field.locator('input[type=file]').setInputFiles(plan);
  await expect.poll(() => offsets).toEqual(['0', '1048576']);
  await person.reload();
  await expect(field).toContainText('Datei noch einmal auswählen, um fortzufahren.');
  expect(await inspect(person, 'antwoord-bestand-gestopt', 'telefoon')).toEqual([]);
  const [chooser] = await Promise.all([
    person.waitForEvent('filechooser'),
    field.getByRole('button', { name: 'Plan.txt noch einmal auswählen' }).press('Enter'),
  ]);
  await chooser.setFiles(plan);
  await field.getByRole('button', { name: 'Plan.txt entfernen' }).click();
  await expect(field.getByRole('listitem')).toHaveCount(0);
  expect(offsets).toEqual(['0', '1048576', '1048576']);
  await person.unrouteAll({ behavior: 'ignoreErrors' });

  // A first piece that gets lost is sent again.
  let lost = 0;
  await person.route('**/answer/files/*', (route) =>
    route.request().method() === 'PATCH' && lost++ === 0 ? route.abort('connectionfailed') : route.continue(),
  );
  await field.locator('input[type=file]').setInputFiles([text('Hausordnung.txt'), text('virus.exe')]);
  await expect(field.getByRole('button', { name: 'Hausordnung.txt entfernen' })).toBeVisible({ timeout: 30_000 });
  await expect(field.getByRole('alert')).toBeVisible();
  expect(await inspect(person, 'antwoord-bestanden', 'telefoon')).toEqual([]);
  await person.getByRole('radio').first().press('Space');
  await person.getByRole('button', { name: 'Antwort senden' }).press('Enter');
  await expect(person.getByRole('alert').first()).toContainText('Warten Sie, bis alle Dateien da sind');
  await field.getByRole('button', { name: /virus\.exe/ }).click();
  await person.getByRole('button', { name: 'Antwort senden' }).press('Enter');
  await expect(person.getByRole('button', { name: 'Hausordnung.txt herunterladen' })).toBeVisible();

  const answers = official.getByRole('region', { name: /^Antwoord/ });
  const link = answers.getByRole('link', { name: 'Hausordnung.txt' });
  await expect(link).toBeVisible();
  const [theirs] = await Promise.all([official.waitForEvent('download'), link.click()]);
  expect(await readFile(await theirs.path(), 'utf8')).toBe('Inhoud van Hausordnung.txt');
  expect(await inspect(official, 'verzoek-bijlagen-antwoord', 'breed')).toEqual([]);
});

test('files go with a question from its first draft on, and with an answer that came by letter; a reload loses none', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const page = await openAs(browser, 'official-ardooie', '/verzoeken/nieuw');
  const title = uniqueTitle('Plaatsen in de taalklas');
  const next = page.getByRole('button', { name: 'Volgende', exact: true });
  const send = page.getByRole('button', { name: 'Verstuur het verzoek' });
  const step = page.getByRole('group', { name: /Stuur je stukken mee/ });
  await page.getByLabel('Wat vraag je, in één zin?').fill(title);
  await page.getByLabel('Leg uit wat je nodig hebt').fill('Zie de lijst.');
  await next.click();
  await page.getByRole('button', { name: /Aan welke instantie/ }).click();
  await page.keyboard.type('Fedasil');
  await page.getByRole('option').first().click();
  await next.click();
  await expect(page.getByRole('heading', { name: 'En als er niets komt?' })).toBeVisible();
  await next.click();
  await expect(step).toBeVisible();

  // The server is away for a moment: the files wait, and nothing that was typed is lost.
  await page.route('**/graphql', (route) =>
    /CreateRequest/.test(route.request().postData() ?? '')
      ? route.fulfill({
          json: { data: null, errors: [{ message: 'x', extensions: { code: 'UNAVAILABLE', args: {} } }] },
        })
      : route.fallback(),
  );
  await step.locator('input[type=file]').setInputFiles(text('lijst.txt'));
  await expect(step).toContainText('De bestanden wachten hier.');
  await page.reload();
  await expect(step.getByRole('list', { name: 'Gaat mee' })).toContainText('lijst.txt');
  await page.unrouteAll();
  await step.locator('input[type=file]').setInputFiles([text('brief.txt'), text('stuk.exe')]);
  await expect(page.getByRole('heading', { level: 1, name: /^Concept 2\d{3}-\d{3}$/ })).toBeVisible();
  for (const name of ['lijst.txt', 'brief.txt']) await expect(step.getByRole('link', { name })).toBeVisible();
  await expect(step.getByRole('alert')).toContainText('Dit soort bestand kan hier niet');
  expect(await inspect(page, 'nieuw-verzoek-stukken', 'breed')).toEqual([]);

  // What did not arrive is tried again or left out; it does not go unnoticed.
  await next.click();
  await expect(page.getByRole('region', { name: /Stuur je stukken mee/ })).toContainText('lijst.txt');
  await send.click();
  await expect(step).toContainText('stuk.exe kwam niet aan. Probeer opnieuw, of laat het weg.');
  await step.getByRole('button', { name: 'Stop met stuk.exe' }).click();
  await expect(page.locator('main')).not.toContainText('stuk.exe');
  await step.getByRole('button', { name: 'Haal brief.txt weg' }).press('Enter');
  await page.getByRole('button', { name: 'Haal weg', exact: true }).press('Enter');
  await expect(step.getByRole('link', { name: 'brief.txt' })).toHaveCount(0);
  await next.click();
  await send.click();
  await page.getByRole('link', { name: 'Volg dit verzoek' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const files = page.getByRole('region', { name: /^Bijlagen/ });
  await expect(files.getByRole('link', { name: 'lijst.txt' })).toBeVisible();
  await expect(files).not.toContainText('brief.txt');

  // The answer came by letter: with its text, the file waits for a press, also over a reload.
  const record = async (): Promise<void> => {
    await page.getByRole('button', { name: /^Meer/ }).click();
    await page.getByRole('menuitem', { name: 'Noteer een antwoord dat anders kwam' }).click();
  };
  const dialog = page.getByRole('dialog');
  await record();
  await dialog.getByLabel('Toelichting').fill('Er zijn twaalf plaatsen.');
  await dialog.locator('input[type=file]').setInputFiles([text('antwoord.txt'), text('bijlage.txt')]);
  await dialog.getByRole('button', { name: 'Laat bijlage.txt weg' }).press('Enter');
  await page.reload();
  await record();
  await expect(dialog.getByLabel('Toelichting')).toHaveValue('Er zijn twaalf plaatsen.');
  await expect(dialog.getByRole('list', { name: 'Gaat mee' })).toContainText('antwoord.txt');
  await expect(dialog).not.toContainText('bijlage.txt');
  // Where the browser could not keep it, its name asks for it.
  await page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open('samenregie-uploads');
        opening.onsuccess = () => {
          const clearing = opening.result.transaction('chosen', 'readwrite').objectStore('chosen').clear();
          clearing.onsuccess = () => {
            opening.result.close();
            done(undefined);
          };
        };
      }),
  );
  await page.reload();
  await record();
  await expect(dialog).toContainText('Kies het bestand opnieuw om verder te gaan.');
  await dialog.getByRole('button', { name: 'Bewaar', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Kies antwoord.txt opnieuw, of laat het weg.');
  expect(await inspect(page, 'verzoek-antwoord-noteren', 'breed')).toEqual([]);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: 'Kies antwoord.txt opnieuw' }).press('Enter'),
  ]);
  await chooser.setFiles(text('antwoord.txt'));
  await dialog.getByRole('button', { name: 'Bewaar', exact: true }).press('Enter');
  await expect(dialog).toHaveCount(0);
  // The button was on its way with the focus on it: nothing without a name is left of that.
  await expect(page.locator('[role="img"]:not([aria-label])[aria-labelledby]')).toHaveCount(0);
  await expect(
    page.getByRole('region', { name: /^Antwoord/ }).getByRole('link', { name: 'antwoord.txt' }),
  ).toBeVisible();
  await page.context().close();
});
