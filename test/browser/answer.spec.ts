import { type Browser, expect, type Page, test } from '@playwright/test';
import { ask, asOwner, inspect, openAs, partnershipOf, phone, settled, sizes, uniqueTitle } from './support.js';

interface Mail {
  to: string;
  subject: string;
  text: string;
}

const create = `mutation ($input: CreateRequestInput!) { createRequest(input: $input) { request { id version } } }`;
const send = `mutation ($input: SendRequestInput!) { sendRequest(input: $input) { request { id reference } } }`;
const say = `mutation ($input: AddRequestMessageInput!) { addRequestMessage(input: $input) { request { id } } }`;
const seenBy = `query ($id: ID!) { node(id: $id) { ... on Request { status firstReadAt
  answers { choice text guest } timeline { nodes { kind guest text } } } } }`;
interface Seen {
  node: {
    status: string;
    firstReadAt: string | null;
    answers: { choice: string; text: string; guest: string | null }[];
    timeline: { nodes: { kind: string; guest: string | null; text: string | null }[] };
  };
}

/** A request to Fedasil whose contact has no account, asked in French. */
async function askFedasil(official: Page, contactEmail: string): Promise<{ id: string; title: string }> {
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
  const title = uniqueTitle('Opvangplaats voor het LOI');
  const made = await ask<{ createRequest: { request: { id: string; version: number } } }>(official, create, {
    input: {
      ...{ partnershipId, title, text: 'Kan de plaats voor 1 december vrijkomen?', kind: 'ACTION', termDays: 10 },
      actorId: actors.nodes.find(({ code }) => code === 'FEDASIL')?.id,
      municipalityIds: node.members.slice(0, 2).map(({ municipality }) => municipality.id),
      ...{ contactName: 'K. Maes', contactEmail, contactLanguage: 'FR' },
    },
  });
  const { id, version } = made.createRequest.request;
  await ask(official, send, { input: { id, expectedVersion: version } });
  return { id, title };
}

const mailsTo = async (page: Page, to: string): Promise<Mail[]> => {
  const all = (await (await page.request.get('/auth/outbox')).json()) as Mail[];
  return all.filter((mail) => mail.to === to);
};
const codeFor = async (page: Page, to: string): Promise<string> => {
  let code: string | undefined;
  await expect(async () => {
    code = /\b(\d{4} \d{4})\b/.exec((await mailsTo(page, to)).map(({ text }) => text).join('\n'))?.[1];
    expect(code).toBeDefined();
  }).toPass();
  return code!;
};
const onPhone = async (browser: Browser): Promise<Page> => (await browser.newContext({ viewport: phone })).newPage();
const address = (): string => `${uniqueTitle('k.maes').replaceAll(/\W+/g, '.')}@fedasil.example.org`;

test('an official asks; somebody of Fedasil answers on a phone without an account, in French; the official sees it live', async ({
  browser,
}) => {
  // Two people, eight looks with axe, and mails in between.
  test.setTimeout(300_000);
  const official = await openAs(browser, 'manager');
  const to = address();
  const { id, title } = await askFedasil(official, to);
  const person = await onPhone(browser);
  // The mail as people read it in the demo, with one link.
  await person.goto('/auth/outbox');
  const mail = person.getByRole('article').filter({ hasText: title }).filter({ hasText: to });
  expect(await inspect(person, 'postvak', 'telefoon')).toEqual([]);
  await expect(mail.getByRole('link')).toHaveCount(1);
  await mail.getByRole('link').click();
  const code = person.getByLabel('Code reçu par e-mail');
  await expect(code).toBeFocused();
  expect(person.url()).not.toContain('#');
  expect(await inspect(person, 'antwoord-code', 'telefoon')).toEqual([]);
  await code.fill('12');
  await code.press('Enter');
  await expect(person.getByText('Introduisez les 8 chiffres', { exact: false })).toBeVisible();
  await code.fill(await codeFor(person, to));
  await code.press('Enter');
  await expect(person.getByRole('heading', { level: 1 })).toContainText('Question de');
  await expect(person.locator('main')).toContainText('Kan de plaats voor 1 december vrijkomen?');
  // The receipt, at once, in the official's own window.
  await expect(official.getByText('las een verzoek', { exact: false }).first()).toBeVisible();
  // Additions appear by themselves.
  await ask(official, say, { input: { requestId: id, text: 'Het gaat om een gezinswoning.' } });
  await expect(person.getByText('Het gaat om een gezinswoning.')).toBeVisible({ timeout: 30_000 });
  // With the keyboard alone, and what was typed survives a reload.
  await person.getByRole('button', { name: 'Envoyer la réponse' }).press('Enter');
  await expect(person.getByRole('alert')).toContainText('Choisissez ce que vous pouvez faire');
  await person.getByRole('radio', { name: 'Nous pouvons le faire en partie' }).press('Space');
  await person.getByLabel('Explication').fill('Une place se libère le 28 novembre.');
  await expect(person.getByText('Enregistré.', { exact: false })).toBeVisible();
  await person.reload();
  await expect(person.getByLabel('Explication')).toHaveValue('Une place se libère le 28 novembre.');
  for (const size of ['telefoon', 'breed'] as const) {
    await person.setViewportSize(sizes[size]);
    expect(await inspect(person, 'antwoord', size)).toEqual([]);
  }
  await person.setViewportSize(phone);
  await person.getByRole('button', { name: 'Envoyer la réponse' }).press('Enter');
  await expect(person.getByRole('heading', { level: 1 })).toHaveText('Votre réponse est envoyée');
  expect(await inspect(person, 'antwoord-verstuurd', 'telefoon')).toEqual([]);
  await expect(official.getByText('Er kwam een antwoord op een verzoek', { exact: false }).first()).toBeVisible();
  const { node } = await ask<Seen>(official, seenBy, { id });
  expect(node).toMatchObject({
    status: 'ANSWERED',
    answers: [{ choice: 'PARTLY', text: 'Une place se libère le 28 novembre.', guest: 'K. Maes' }],
  });
  expect(node.firstReadAt).not.toBeNull();
  // The link shows what was sent, from now on, also after another code.
  await person.reload();
  await expect(person.getByRole('heading', { name: /Réponse envoyée le/ })).toBeVisible();
  await official.context().close();
  await person.context().close();
});

test('a link that is over is renewed at the same address; one passes on to a colleague and asks for time', async ({
  browser,
}) => {
  const official = await openAs(browser, 'manager');
  const to = address();
  const { id } = await askFedasil(official, to);
  const link = async (): Promise<string> => {
    const links = (await mailsTo(official, to)).map(({ text }) => /\/antwoord#[\w-]{43}/.exec(text)?.[0]);
    return links.find((each) => each !== undefined)!;
  };
  const first = await link();
  await asOwner(`update requests.guest_links set expires_at = now() - interval '1 minute'
    where guest_id in (select id from requests.guests where email = '${to}')`);
  const person = await onPhone(browser);
  await person.goto(first);
  await expect(person.getByRole('heading', { level: 1 })).toHaveText('Deze link werkt niet meer');
  expect(await inspect(person, 'antwoord-verlopen', 'telefoon')).toEqual([]);
  await person.getByRole('button', { name: 'Stuur me een nieuwe link' }).press('Enter');
  await expect(person.getByText('is er een nieuwe onderweg', { exact: false })).toBeVisible();
  expect(await link()).not.toBe(first);
  await person.goto('about:blank');
  await person.goto(await link());
  await person.getByRole('button', { name: 'Nederlands' }).click();
  await person.getByLabel('Code uit de mail').fill(await codeFor(person, to));
  await person.getByRole('button', { name: 'Open de vraag' }).click();
  await person.getByRole('button', { name: 'Geef door aan een collega' }).press('Enter');
  await person.getByLabel('E-mailadres van je collega').fill('iemand@elders.example');
  await person.getByRole('button', { name: 'Geef door', exact: true }).press('Enter');
  await expect(person.getByText('Kies een adres van je eigen organisatie', { exact: false })).toBeVisible();
  expect(await inspect(person, 'antwoord-doorgeven', 'telefoon')).toEqual([]);
  await person.getByLabel('E-mailadres van je collega').fill(`collega.${to}`);
  await person.getByRole('button', { name: 'Geef door', exact: true }).press('Enter');
  await expect(person.getByText('krijgt een mail met een eigen link', { exact: false })).toBeVisible();
  await person.getByRole('button', { name: 'We hebben meer tijd nodig' }).press('Enter');
  await settled(person);
  expect(await inspect(person, 'antwoord-meer-tijd', 'telefoon')).toEqual([]);
  await person.getByRole('button', { name: 'Vraag meer tijd' }).press('Enter');
  await expect(person.getByText('Kies een dag na', { exact: false })).toBeVisible();
  await person.keyboard.press('Escape');
  const { node } = await ask<Seen>(official, seenBy, { id });
  expect(node.timeline.nodes).toContainEqual({ kind: 'PASSED_ON', guest: 'K. Maes', text: `collega.${to}` });
  await official.context().close();
  await person.context().close();
});
