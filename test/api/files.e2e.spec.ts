import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EICAR, startClamd } from '../support/clamd.js';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import { startS3, type S3Server } from '../support/s3.js';
import type { ApiProcess } from '../support/servers.js';
import { Tus } from '../support/tus.js';

interface File {
  id: string;
  name: string;
  size: number;
  status: string;
  mediaType: string | null;
  downloadPath: string | null;
  createdBy: { displayName: string } | null;
}
const FILE = 'id name size status mediaType downloadPath createdBy { displayName }';
const READ = `query ($id: ID!) { node(id: $id) { ... on CoordinationTask { attachments { ${FILE} } comments { nodes { id attachments { ${FILE} } } } } } }`;
const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;
const REMOVE = `mutation ($input: RemoveAttachmentInput!) { removeAttachment(input: $input) { removedId } }`;
const COMMENT = `mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { comment { id } } }`;

const folder = mkdtempSync(path.join(tmpdir(), 'samenregie-files-'));
let stage: Stage;
let officer: Client;
let member: Client;
let fedasil: Client;
let task: string;
let shared: string;

const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions.code;
const filesOf = async (client: Client, id: string): Promise<File[] | undefined> =>
  (await client.get<{ node: { attachments: File[] } | null }>(READ, { id })).node?.attachments;
const pdf = (size: number): Buffer => {
  const bytes = Buffer.alloc(size, 'lorem ipsum ');
  bytes.write('%PDF-1.7\n');
  return bytes;
};
const partsOnDisk = () =>
  existsSync(path.join(folder, 'files'))
    ? readdirSync(path.join(folder, 'files'), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ).length
    : 0;
const newTask = async (more: object = {}): Promise<string> => {
  const input = { partnershipId: stage.partnershipId, title: 'Met bijlagen', ...more };
  return (await officer.get<{ createTask: { task: { id: string } } }>(CREATE, { input })).createTask.task.id;
};
/** What is due every ten minutes, now. */
const sweep = async (): Promise<void> => {
  await stage.world.rows(`update files.leftovers set since = now() - interval '1 day'`);
  await stage.world.rows(
    `update platform.jobs set due_at = now() - interval '1 second', run_at = now() where name = 'files.sweep'`,
  );
  const done = `select 1 from platform.jobs where name = 'files.sweep' and due_at > now() + interval '1 second' and claim is null`;
  while ((await stage.world.rows(done)).length === 0) await sleep(50);
};

beforeAll(async () => {
  stage = await setStage({ env: { DATA_DIR: folder, FILE_MEGABYTES: '6', FILES_MEGABYTES_PER_PARTNERSHIP: '12' } });
  [officer, member, fedasil] = await Promise.all([stage.as('officer'), stage.as('member'), stage.as('fedasil')]);
  task = await newTask();
  shared = await newTask({ audience: 'INVOLVED_ACTORS', actorIds: [stage.actors.fedasil] });
}, 60_000);
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a file', () => {
  it('is sent in pieces, goes on after an interruption, and comes out as it went in', async () => {
    const bytes = pdf(3_000_000);
    const tus = new Tus(officer);
    const begun = await tus.begin(task, '..\\plan "één".pdf', bytes.length);
    expect(begun.status).toBe(201);
    const place = begun.headers.get('location')!;
    expect((await tus.send(place, 0, bytes.subarray(0, 1_000_000))).headers.get('upload-offset')).toBe('1000000');
    expect(await codeOf(await tus.send(place, 0, bytes.subarray(0, 1_000_000)))).toBe('FILE_OFFSET_MISMATCH');
    // Nobody else sees what is not there yet, the sender only by its own address.
    expect(await filesOf(officer, task)).toEqual([]);
    expect((await new Tus(member).ask('HEAD', place)).status).toBe(404);
    expect((await tus.ask('GET', place)).status).toBe(404);
    const head = await tus.ask('HEAD', place);
    expect([head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual(['1000000', '3000000']);
    // Of two that send the same piece one is taken.
    const both = await Promise.all([0, 1].map(() => tus.send(place, 1_000_000, bytes.subarray(1_000_000))));
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    const [file] = (await filesOf(member, task))!;
    expect(file).toMatchObject({
      name: 'plan één .pdf',
      size: 3_000_000,
      status: 'READY',
      mediaType: 'application/pdf',
    });
    expect(file!.createdBy!.displayName).toBe('Persoon officer');
    const out = await new Tus(member).ask('GET', file!.downloadPath!);
    expect(Buffer.from(await out.arrayBuffer()).equals(bytes)).toBe(true);
    expect(out.headers.get('content-disposition')).toContain(
      `attachment; filename="plan een .pdf"; filename*=UTF-8''plan%20%C3%A9%C3%A9n%20.pdf`,
    );
    expect(out.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(out.headers.get('x-content-type-options')).toBe('nosniff');
    const span = await new Tus(member).ask('GET', file!.downloadPath!, { range: 'bytes=999998-1000003' });
    expect([span.status, span.headers.get('content-range')]).toEqual([206, 'bytes 999998-1000003/3000000']);
    expect(Buffer.from(await span.arrayBuffer()).equals(bytes.subarray(999_998, 1_000_004))).toBe(true);
    expect((await new Tus(member).ask('GET', file!.downloadPath!, { range: 'bytes=3000000-' })).status).toBe(416);
  });

  it('is for whom its item is, and added by who may write there', async () => {
    const { path: place } = await new Tus(officer).upload(shared, 'vraag.txt', Buffer.from('Kan dat?'));
    const texts = await Promise.all(
      ['officer', 'reader', 'coordinator', 'fedasil', 'vdab', 'outsider'].map(async (persona) => {
        const response = await new Tus(await stage.as(persona as 'officer')).ask('GET', place);
        return response.ok ? response.text() : response.status;
      }),
    );
    expect(texts).toEqual(['Kan dat?', 'Kan dat?', 'Kan dat?', 'Kan dat?', 404, 404]);
    expect((await fetch(`${stage.api.url}${place}`)).status).toBe(401);
    expect((await filesOf(fedasil, shared))!.map(({ name }) => name)).toEqual(['vraag.txt']);
    const tries = ['reader', 'coordinator', 'fedasil', 'outsider'].map(async (persona) => {
      const client = await stage.as(persona as 'reader');
      return codeOf(await new Tus(client).begin(shared, 'a.txt', 5));
    });
    expect(await Promise.all(tries)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'NOT_FOUND', 'NOT_FOUND']);
    const input = { taskId: shared, body: 'Zie bijlage', audience: 'OWN_ORGANISATION' };
    const { addTaskComment } = await officer.get<{ addTaskComment: { comment: { id: string } } }>(COMMENT, { input });
    const own = await new Tus(officer).upload(addTaskComment.comment.id, 'intern.txt', Buffer.from('intern'));
    expect(own.last.status).toBe(204);
    const statuses = ['officer', 'member', 'fedasil'].map(
      async (persona) => (await new Tus(await stage.as(persona as 'officer')).ask('GET', own.path)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 404, 404]);
    expect(await codeOf(await new Tus(member).begin(addTaskComment.comment.id, 'a.txt', 5))).toBe('NOT_FOUND');
  });

  it('is refused when it is too large, empty, of another kind, or not what it says; the room is given back', async () => {
    const tus = new Tus(officer);
    const tries: [string, number][] = [
      ['a.pdf', 7 * 1024 * 1024],
      ['a.pdf', 0],
      ['a.exe', 5],
      ['a.svg', 5],
    ];
    const codes = await Promise.all(tries.map(async ([name, size]) => codeOf(await tus.begin(task, name, size))));
    expect(codes).toEqual(['FILE_TOO_LARGE', 'FILE_EMPTY', 'FILE_TYPE_NOT_ALLOWED', 'FILE_TYPE_NOT_ALLOWED']);
    const html = await tus.upload(task, 'a.pdf', Buffer.from('<script>alert(1)</script>'));
    expect(await codeOf(html.last)).toBe('FILE_TYPE_NOT_ALLOWED');
    expect((await tus.ask('HEAD', html.path)).status).toBe(404);
    expect((await tus.begin(task, 'a.pdf', 5_500_000)).status).toBe(201);
    // Both want the last room.
    const last = await Promise.all([0, 1].map(() => tus.begin(task, 'a.pdf', 3_000_000)));
    expect(last.map(({ status }) => status).sort()).toEqual([201, 400]);
    expect(await codeOf(last.find(({ ok }) => !ok)!)).toBe('FILE_QUOTA_USED');
    const one = last.find(({ ok }) => ok)!.headers.get('location')!;
    expect((await tus.ask('DELETE', one)).status).toBe(204);
    await stage.world.rows(
      `update files.attachments set expires_at = now() - interval '1 minute' where expires_at is not null`,
    );
    await sweep();
    const [usage] = await stage.world.rows<{ right: boolean }>(
      `select u.bytes = (select sum(size) from files.attachments a where a.partnership_id = u.partnership_id) as right from files.usage u`,
    );
    expect(usage).toEqual({ right: true });
    expect(await stage.world.rows(`select 1 from files.attachments where status = 'UPLOADING'`)).toEqual([]);
  });

  it('is taken away for good, and everybody hears of it', async () => {
    const inbox = member.subscribe<{ partnershipEvents: { type: string; subjectId: string } }>(
      `subscription ($id: ID!) { partnershipEvents(partnershipId: $id) { type subjectId } }`,
      { id: stage.partnershipId },
    );
    const fresh = await newTask();
    await inbox.until(({ partnershipEvents }) => partnershipEvents.subjectId === fresh);
    await new Tus(officer).upload(fresh, 'weg.txt', Buffer.from('weg'));
    await inbox.until(
      ({ partnershipEvents: { type, subjectId } }) => type === 'ATTACHMENT_ADDED' && subjectId === fresh,
    );
    const [file] = (await filesOf(officer, fresh))!;
    const reader = await stage.as('reader');
    expect((await reader.ask(REMOVE, { input: { id: file!.id } })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect((await fedasil.ask(REMOVE, { input: { id: file!.id } })).errors![0]!.extensions.code).toBe('NOT_FOUND');
    await member.get(REMOVE, { input: { id: file!.id } });
    await inbox.until(({ partnershipEvents }) => partnershipEvents.type === 'ATTACHMENT_REMOVED');
    expect(await filesOf(officer, fresh)).toEqual([]);
    await sweep();
    expect(partsOnDisk()).toBe(
      Number((await stage.world.rows<{ count: string }>(`select count(*) from files.parts`))[0]!.count),
    );
  });
});

describe('with a bucket and a scanner', () => {
  let s3: S3Server;
  let clamd: Awaited<ReturnType<typeof startClamd>>;
  let api: ApiProcess;
  beforeAll(async () => {
    [s3, clamd] = await Promise.all([startS3(), startClamd()]);
    // What is due is done by whichever process is there: only this one has a scanner.
    await stage.api.stop();
    const env = { S3_URL: s3.url, S3_ACCESS_KEY_ID: s3.accessKeyId, S3_SECRET_ACCESS_KEY: s3.secretAccessKey };
    api = await stage.another({ env: { ...env, CLAMD_URL: clamd.url } });
    officer = await Client.as(api.url, 'officer');
  }, 30_000);
  afterAll(async () => {
    await api.stop();
    await Promise.all([s3.close(), clamd.close()]);
  });
  const settled = async (id: string): Promise<File[]> => {
    for (;;) {
      const files = (await filesOf(officer, id))!;
      if (files.every(({ status }) => status !== 'CHECKING')) return files;
      await sleep(50);
    }
  };

  it('what is clean comes out of the bucket, and a virus does not', async () => {
    const fresh = await newTask();
    const bytes = pdf(100_000);
    await new Tus(officer).upload(fresh, 'goed.pdf', bytes, 40_000);
    const bad = await new Tus(officer).upload(fresh, 'slecht.txt', Buffer.from(`Hallo ${EICAR}`));
    const files = await settled(fresh);
    expect(files.map(({ name, status }) => [name, status])).toEqual([
      ['goed.pdf', 'READY'],
      ['slecht.txt', 'REFUSED'],
    ]);
    expect((await new Tus(officer).ask('GET', bad.path)).status).toBe(404);
    const out = await new Tus(officer).ask('GET', files[0]!.downloadPath!, { range: 'bytes=39990-80010' });
    expect(Buffer.from(await out.arrayBuffer()).equals(bytes.subarray(39_990, 80_011))).toBe(true);
    expect([s3.objects.size, s3.refused()]).toEqual([4, 0]);
    const types = await stage.world.rows<{ type: string; account_id: string | null }>(
      `select type, account_id from live.events where type = 'ATTACHMENT_CHECKED'`,
    );
    expect(types).toEqual(Array(2).fill({ type: 'ATTACHMENT_CHECKED', account_id: null }));
    const lines = await stage.world.rows(
      `select account_id, subject_type from audit.lines where action = 'refuseFile'`,
    );
    expect(lines).toEqual([{ account_id: null, subject_type: 'CoordinationTask' }]);
    for (const { id } of files) await officer.get(REMOVE, { input: { id } });
    await sweep();
    while (s3.objects.size > 0) await sleep(50);
  });

  it('what the scanner could not look at waits until it can', async () => {
    clamd.state.down = true;
    const fresh = await newTask();
    await new Tus(officer).upload(fresh, 'later.txt', Buffer.from('later'));
    const failed = `select problem from platform.jobs where name = 'files.check' and problem is not null`;
    while ((await stage.world.rows(failed)).length === 0) await sleep(50);
    expect((await filesOf(officer, fresh))![0]).toMatchObject({ status: 'CHECKING', downloadPath: null });
    clamd.state.down = false;
    await stage.world.rows(`update platform.jobs set due_at = now() where name = 'files.check'`);
    expect((await settled(fresh))[0]).toMatchObject({ status: 'READY' });
  });
});
