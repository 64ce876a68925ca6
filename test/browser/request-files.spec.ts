import { expect, type Page, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
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

  // A first piece that gets lost is sent again.
  let lost = 0;
  await person.route('**/answer/files/*', (route) =>
    route.request().method() === 'PATCH' && lost++ === 0 ? route.abort('connectionfailed') : route.continue(),
  );
  const field = person.getByRole('group', { name: /^Dateien zu Ihrer Antwort/ });
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
