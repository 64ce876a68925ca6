import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '../support/client.js';
import { Guest, mailedLink } from '../support/guest.js';
import { setStage, type Stage } from '../support/partnership.js';
import { draft, perform, sent } from '../support/requests.js';
import { connect, tokenFor } from '../support/service-client.js';
import { Tus } from '../support/tus.js';

interface File {
  id: string;
  name: string;
  status: string;
  downloadPath: string;
  createdBy: { displayName: string } | null;
}
interface Files {
  attachments: File[];
  timeline: { nodes: { id: string; kind: string; attachments: File[] }[] };
  answers: { id: string; guest: string | null; attachments: File[] }[];
  notes: { nodes: { id: string; text: string; attachments: File[] }[] };
}
const FILE = 'attachments { id name status downloadPath createdBy { displayName } }';
const READ = `query ($id: ID!) { node(id: $id) { ... on Request { ${FILE}
  timeline { nodes { id kind ${FILE} } } answers { id guest ${FILE} } notes { nodes { id text ${FILE} } } } } }`;
const REMOVE = `mutation ($input: RemoveAttachmentInput!) { removeAttachment(input: $input) { removedId } }`;
const EVENTS = `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) { type subjectId } }`;
const NOW = `query ($id: ID!) { partnership(id: $id) { eventCursor } }`;
type Heard = { partnershipEvents: { type: string; subjectId: string } };

const people = ['manager', 'officer', 'member', 'reader', 'fedasil', 'vdab', 'outsider'] as const;
const contactEmail = 'k.maes@fedasil.example.org';

describe('files of requests', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'samenregie-request-files-'));
  const clients = {} as Record<(typeof people)[number], Client>;
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage({ env: { DATA_DIR: folder, FILE_MEGABYTES: '6' } });
    for (const persona of people) clients[persona] = await stage.as(persona);
  }, 60_000);
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const read = async (who: Client, id: string): Promise<Files> =>
    (await who.get<{ node: Files | null }>(READ, { id })).node!;
  const codeOf = async (response: Response): Promise<string> =>
    ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions.code;
  const put = async (who: Client, owner: string, name: string): Promise<string> => {
    const { path: place, last } = await new Tus(who).upload(owner, name, Buffer.from(`Inhoud van ${name}`));
    if (!last.ok) throw new Error(await last.text());
    return place;
  };
  /** Hears what happens from now on, also while its stream still opens. */
  const listen = async (who: Client) => {
    const id = stage.partnershipId;
    const { partnership } = await who.get<{ partnership: { eventCursor: string } }>(NOW, { id });
    return who.subscribe<Heard>(EVENTS, { id, after: partnership.eventCursor });
  };
  /** Who gets a file, and what the others hear instead. */
  const statuses = (place: string) =>
    Promise.all(people.map(async (persona) => (await new Tus(clients[persona]).ask('GET', place)).status));
  const message = async (who: Client, requestId: string): Promise<string> => {
    await perform(who, 'addRequestMessage', { requestId, text: 'Zie bijlage.' });
    return (await read(who, requestId)).timeline.nodes.find(({ kind }) => kind === 'MESSAGE')!.id;
  };
  const note = async (who: Client, requestId: string, audience: string): Promise<string> => {
    await perform(who, 'addRequestNote', { requestId, audience, text: audience });
    return (await read(who, requestId)).notes.nodes.find(({ text }) => text === audience)!.id;
  };

  it('follow what they hang on: the actor never sees one of a note, and what was sent stays', async () => {
    const { manager, officer, member, fedasil, vdab, reader } = clients;
    const inbox = await listen(fedasil);
    const asked = await draft(stage, manager);
    const wrong = await put(manager, asked.id, 'verkeerd.txt');
    const place = await put(manager, asked.id, 'vraag.txt');
    expect(await statuses(place)).toEqual([200, 200, 200, 200, 404, 404, 404]);
    const [mistake] = (await read(officer, asked.id)).attachments;
    await officer.get(REMOVE, { input: { id: mistake!.id } });
    expect((await new Tus(manager).ask('GET', wrong)).status).toBe(404);
    // A form in which nobody chose a domain goes on with the one of the actor.
    const anew = { id: asked.id, expectedVersion: asked.version, policyDomain: null };
    const { version } = await perform(manager, 'updateRequest', anew);
    await perform(manager, 'sendRequest', { id: asked.id, expectedVersion: version });
    expect(await statuses(place)).toEqual([200, 200, 200, 200, 200, 404, 404]);
    // Once it was sent it stays, and more is added by who asks.
    const [file] = (await read(fedasil, asked.id)).attachments;
    expect(file).toMatchObject({ name: 'vraag.txt', status: 'READY', createdBy: { displayName: 'Persoon manager' } });
    for (const [who, code] of [
      [manager, 'REQUEST_NOT_DRAFT'],
      [fedasil, 'NOT_FOUND'],
      [vdab, 'NOT_FOUND'],
    ] as const)
      expect((await who.ask(REMOVE, { input: { id: file!.id } })).errors![0]!.extensions.code).toBe(code);
    await put(officer, asked.id, 'later.txt');
    await inbox.until(
      ({ partnershipEvents: { type, subjectId } }) => type === 'ATTACHMENT_ADDED' && subjectId === asked.id,
    );
    expect(await codeOf(await new Tus(reader).begin(asked.id, 'a.txt', 5))).toBe('FORBIDDEN');
    expect(await codeOf(await new Tus(fedasil).begin(asked.id, 'a.txt', 5))).toBe('NOT_FOUND');

    // Messages of either side: their author adds, both read.
    const ours = await message(member, asked.id);
    expect(await statuses(await put(member, ours, 'bericht.txt'))).toEqual([200, 200, 200, 200, 200, 404, 404]);
    expect(await codeOf(await new Tus(officer).begin(ours, 'a.txt', 5))).toBe('FORBIDDEN');
    expect(await codeOf(await new Tus(fedasil).begin(ours, 'a.txt', 5))).toBe('FORBIDDEN');
    const theirs = await message(fedasil, asked.id);
    expect(await statuses(await put(fedasil, theirs, 'uitleg.txt'))).toEqual([200, 200, 200, 200, 200, 404, 404]);
    const shown = (await read(fedasil, asked.id)).timeline.nodes.find(({ id }) => id === theirs)!.attachments[0]!;
    expect((await fedasil.ask(REMOVE, { input: { id: shown.id } })).errors![0]!.extensions.code).toBe(
      'REQUEST_NOT_DRAFT',
    );

    // Notes: never the actor, and those for the own organisation nobody else either.
    const before = inbox.received.length;
    const inside = await note(officer, asked.id, 'PARTNERSHIP');
    const own = await note(officer, asked.id, 'OWN_ORGANISATION');
    const places = [await put(officer, inside, 'intern.txt'), await put(officer, own, 'eigen.txt')];
    expect(await statuses(places[0]!)).toEqual([200, 200, 200, 200, 404, 404, 404]);
    const [asManager, asOfficer, asMember, ...rest] = await statuses(places[1]!);
    expect([asOfficer, asMember, ...rest]).toEqual([200, 404, 404, 404, 404, 404]);
    expect(asManager).toBe((await read(manager, asked.id)).notes.nodes.some(({ id }) => id === own) ? 200 : 404);
    for (const who of [fedasil, vdab]) {
      const seen = await who.ask(READ, { id: asked.id });
      expect(JSON.stringify(seen)).not.toMatch(/intern\.txt|eigen\.txt/);
    }
    // What the actor hears next is no word of any note.
    await put(officer, asked.id, 'nog.txt');
    await inbox.until(() => inbox.received.length > before);
    expect(inbox.received.slice(before)).toHaveLength(1);

    // The file of the request names what both sides have.
    const { id: requestId } = asked;
    const response = await fetch(`${stage.api.url}/requests/file?id=${encodeURIComponent(requestId)}&format=json`, {
      headers: { authorization: `Bearer ${manager.token ?? ''}` },
    });
    const dossier = await response.text();
    for (const name of ['vraag.txt', 'bericht.txt', 'uitleg.txt']) expect(dossier).toContain(name);
    expect(dossier).not.toMatch(/intern\.txt|eigen\.txt|verkeerd\.txt/);

    // An answer with a file, live at those who asked.
    const desk = await listen(manager);
    const answered = await perform(fedasil, 'answerRequest', {
      ...{
        requestId: asked.id,
        expectedVersion: (await perform(fedasil, 'markRequestRead', { requestId: asked.id })).version,
      },
      ...{ choice: 'CAN', text: 'Zie bijlage.' },
    });
    const answer = (answered.answers as { id: string }[])[0]!.id;
    expect(await statuses(await put(fedasil, answer, 'antwoord.txt'))).toEqual([200, 200, 200, 200, 200, 404, 404]);
    await desk.until(
      ({ partnershipEvents: { type, subjectId } }) => type === 'ATTACHMENT_ADDED' && subjectId === asked.id,
    );
    expect(await codeOf(await new Tus(manager).begin(answer, 'a.txt', 5))).toBe('FORBIDDEN');
  });

  it('reach people without an account, who send their own with the answer and see nothing else', async () => {
    const { manager, officer } = clients;
    const other = await sent(stage, manager, { contactEmail: 'j.peeters@fedasil.example.org' });
    await put(manager, other.id, 'elders.txt');
    const elsewhere = new Guest(stage.api.url, await mailedLink(stage.world, 'j.peeters@fedasil.example.org'));
    const asked = await sent(stage, manager, { contactEmail });
    const guest = new Guest(stage.api.url, await mailedLink(stage.world, contactEmail));
    await put(manager, asked.id, 'vraag.txt');
    await put(manager, await message(manager, asked.id), 'bericht.txt');
    await put(officer, await note(officer, asked.id, 'PARTNERSHIP'), 'intern.txt');
    expect((await guest.send('a.txt', Buffer.from('x'))).code).toBe('ANSWER_SESSION_OVER');
    await elsewhere.enter(stage.world);
    const { files } = await guest.enter(stage.world);
    expect(files.map(({ name, with: on }) => [name, on])).toEqual([
      ['vraag.txt', 'Request'],
      ['bericht.txt', 'RequestEntry'],
    ]);
    const [question] = files;
    const out = await guest.fetch(question!.id);
    expect(out.headers.get('content-disposition')).toContain('filename="vraag.txt"');
    expect(await out.text()).toBe('Inhoud van vraag.txt');
    expect((await elsewhere.fetch(question!.id)).status).toBe(404);
    expect((await elsewhere.call('files/remove', { id: question!.id })).code).toBe('NOT_FOUND');
    const [internal] = await stage.world.rows<{ id: string }>(
      `select id from files.attachments where name = 'intern.txt' order by created_at desc`,
    );
    expect((await guest.fetch(internal!.id)).status).toBe(404);
    expect((await guest.call('files/remove', { id: question!.id })).code).toBe('NOT_FOUND');
    expect((await guest.fetch("' or true")).status).toBe(404);

    // So many with one answer, and no more.
    const begun = [];
    for (let count = 0; count < 21; count++)
      begun.push((await elsewhere.call('files', { name: `${count}.txt`, size: 1 })).code);
    expect(begun.filter(Boolean)).toEqual(['ANSWER_TOO_MANY_FILES']);

    // Own files: the same rules as for everybody.
    for (const [name, bytes, code] of [
      ['a.exe', Buffer.from('MZ'), 'FILE_TYPE_NOT_ALLOWED'],
      ['a.pdf', Buffer.from('<script>'), 'FILE_TYPE_NOT_ALLOWED'],
      ['a.txt', Buffer.alloc(0), 'FILE_EMPTY'],
      ['a.txt', Buffer.alloc(7 * 1024 * 1024, 'a'), 'FILE_TOO_LARGE'],
    ] as const)
      expect((await guest.send(name, bytes)).code).toBe(code);
    // What was begun and did not arrive is named, to its own sender only, and goes on where it was.
    const begunFile = (await guest.call('files', { name: 'half.txt', size: 8 })).body.id!;
    await guest.append(begunFile, 0, Buffer.from('half'));
    expect((await guest.call('look')).body.underway).toEqual([
      { id: begunFile, name: 'half.txt', size: 8, received: 4 },
    ]);
    expect((await elsewhere.call('look')).body.underway.map(({ id }) => id)).not.toContain(begunFile);
    await guest.append(begunFile, 4, Buffer.from('heel'));
    const whole = (await guest.call('look')).body;
    expect([whole.underway, whole.files.at(-1)]).toMatchObject([[], { id: begunFile, status: 'READY' }]);
    await guest.call('files/remove', { id: begunFile });
    const bytes = Buffer.alloc(1_500_000, 'regel ');
    const sentFile = await guest.send('plan.txt', bytes, 1_000_000);
    const gone = await guest.send('toch-niet.txt', Buffer.from('weg'));
    expect((await guest.call('files/remove', { id: gone.id })).status).toBe(200);
    expect((await elsewhere.fetch(sentFile.id)).status).toBe(404);
    expect((await elsewhere.append(sentFile.id, 0, Buffer.from('x'))).status).toBe(404);
    expect((await guest.append(sentFile.id, 0, Buffer.from('x'))).status).toBe(409);
    expect((await guest.call('look')).body.files.map(({ name }) => name)).toEqual([
      'vraag.txt',
      'bericht.txt',
      'plan.txt',
    ]);
    // A draft is nobody else's.
    const nodeId = Buffer.from(`Attachment:${sentFile.id}`).toString('base64');
    expect((await new Tus(manager).ask('GET', `/files/${nodeId}`)).status).toBe(404);
    expect(JSON.stringify(await read(manager, asked.id))).not.toContain('plan.txt');

    const inbox = await listen(officer);
    const { body } = await guest.call('send', { choice: 'CAN', text: '' });
    expect(body.files.map(({ name, with: on }) => [name, on])).toContainEqual(['plan.txt', 'RequestAnswer']);
    await inbox.until(
      ({ partnershipEvents: { type, subjectId } }) => type === 'REQUEST_ANSWERED' && subjectId === asked.id,
    );
    const [answer] = (await read(officer, asked.id)).answers;
    expect(answer!.attachments).toMatchObject([{ name: 'plan.txt', status: 'READY', createdBy: null }]);
    const theirs = await new Tus(officer).ask('GET', answer!.attachments[0]!.downloadPath);
    expect(Buffer.from(await theirs.arrayBuffer()).equals(bytes)).toBe(true);
    expect(await statuses(answer!.attachments[0]!.downloadPath)).toEqual([200, 200, 200, 200, 200, 404, 404]);
    // Sent is sent, and after it nothing is awaited.
    expect((await guest.call('files/remove', { id: sentFile.id })).code).toBe('NOT_FOUND');
    expect((await guest.send('b.txt', Buffer.from('x'))).code).toBe('REQUEST_ENDED');
    await guest.call('leave');
    expect((await guest.fetch(question!.id)).status).toBe(401);
    const lines = await stage.world.rows(
      `select subject_type, account_id from audit.lines where action = 'guestAttach'`,
    );
    expect(lines).toEqual(Array(3).fill({ subject_type: 'RequestGuest', account_id: null }));
  });

  it('are fetched and sent by systems too, as far as their scopes go', async () => {
    const { manager, officer, fedasil } = clients;
    const asked = await sent(stage, manager);
    const question = await put(manager, asked.id, 'vraag.txt');
    const inside = await put(officer, await note(officer, asked.id, 'PARTNERSHIP'), 'intern.txt');
    const system = async (input: Parameters<typeof connect>[2], scope?: string) =>
      new Client(stage.api.url, await tokenFor(stage.api.url, await connect(stage, manager, input), scope));
    const answering = await system({ worksFor: 'fedasil', scopes: ['request.answer'] });
    const reading = await system({ worksFor: 'fedasil' });
    const elsewhere = await system({ worksFor: 'vdab', scopes: ['request.answer'] });
    const writing = await system({ scopes: ['task.write', 'task.comment'] });
    const get = async (who: Client, place: string) => (await new Tus(who).ask('GET', place)).status;
    expect(await Promise.all([answering, reading, elsewhere, writing].map((who) => get(who, question)))).toEqual([
      ...[200, 200, 404, 200],
    ]);
    expect(await Promise.all([answering, reading].map((who) => get(who, inside)))).toEqual([404, 404]);

    const { version } = await perform(answering, 'markRequestRead', { requestId: asked.id });
    const ours = await message(answering, asked.id);
    const { answers } = await perform(answering, 'answerRequest', {
      ...{ requestId: asked.id, expectedVersion: version, choice: 'CAN', text: 'Zie bijlage.' },
    });
    const answer = (answers as { id: string }[])[0]!.id;
    for (const owner of [ours, answer])
      expect(await statuses(await put(answering, owner, 'uitleg.txt'))).toEqual([200, 200, 200, 200, 200, 404, 404]);
    // Only the author, with the scope, where they may; the same limits as for people.
    const refused = async (who: Client, owner: string, name = 'a.txt', size = 5) =>
      codeOf(await new Tus(who).begin(owner, name, size));
    expect(await refused(reading, answer)).toBe('FORBIDDEN');
    expect(await refused(fedasil, answer)).toBe('FORBIDDEN');
    expect(await refused(elsewhere, answer)).toBe('NOT_FOUND');
    expect(await refused(answering, asked.id)).toBe('NOT_FOUND');
    expect(await refused(writing, asked.id)).toBe('FORBIDDEN');
    expect(await refused(answering, answer, 'a.exe')).toBe('FILE_TYPE_NOT_ALLOWED');
    expect(await refused(answering, answer, 'a.txt', 7 * 1024 * 1024)).toBe('FILE_TOO_LARGE');
    // An upload goes on under its own token only, and can be ended by it.
    const begun = await new Tus(answering).begin(answer, 'half.txt', 10);
    const place = begun.headers.get('location')!;
    expect((await new Tus(fedasil).send(place, 0, Buffer.from('x'))).status).toBe(404);
    expect((await new Tus(answering).ask('HEAD', place)).headers.get('upload-offset')).toBe('0');
    expect((await new Tus(answering).ask('DELETE', place)).status).toBe(204);
    const blind = await system({ worksFor: 'fedasil', scopes: ['request.answer'] });
    await stage.world.rows(
      `update access.sessions set scopes = '{request.answer}' where id = (select id from access.sessions where kind = 'SERVICE' order by created_at desc limit 1)`,
    );
    expect(await get(blind, question)).toBe(404);
    const task = await stage.as('member');
    const { createTask } = await task.get<{ createTask: { task: { id: string } } }>(
      `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`,
      { input: { partnershipId: stage.partnershipId, title: 'Met een stuk' } },
    );
    expect(await get(writing, await put(writing, createTask.task.id, 'stuk.txt'))).toBe(200);
    expect(await refused(answering, createTask.task.id)).toBe('NOT_FOUND');
    for (const who of [answering, reading, elsewhere, writing, blind]) await who.close();
  });
});
