import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock, fromGlobalId } from '#libs/kernel';
import { Jobs } from '#libs/platform';
import { startInProcess, type InProcessApi } from '../../../../test/support/app.js';
import { Client } from '../../../../test/support/client.js';
import { Guest, mailedCode, mailedLink, mailsOf } from '../../../../test/support/guest.js';
import { setStage, type Stage } from '../../../../test/support/partnership.js';
import { look, perform, sent, type SeenRequest } from '../../../../test/support/requests.js';

const MAES = 'k.maes@fedasil.example.org';
let stage: Stage;
let api: InProcessApi;
let moment = new Date('2026-11-12T09:00:00Z');
const later = (minutes: number): void => {
  moment = new Date(moment.getTime() + minutes * 60_000);
};
const as = (persona: string) => Client.as(api.url, persona);
const asked = async (input: object = {}): Promise<SeenRequest> =>
  sent(stage, await as('manager'), { contactEmail: MAES, contactName: 'K. Maes', contactLanguage: 'FR', ...input });
const guestOf = async (email = MAES): Promise<Guest> => new Guest(api.url, await mailedLink(stage.world, email));
const seen = async (id: string) => (await look(await as('manager'), id))!;
const guestsIn = async (id: string) => {
  const query = `query ($id: ID!) { node(id: $id) { ... on Request { answerBegunAt answers { guest author { displayName } }
    extensions { guest } timeline { nodes { kind guest by { displayName } text } } } } }`;
  type Seen = {
    node: {
      answerBegunAt: string | null;
      answers: { guest: string | null; author: object | null }[];
      extensions: { guest: string | null }[];
      timeline: { nodes: { kind: string; guest: string | null; by: object | null; text: string | null }[] };
    };
  };
  return (await (await as('manager')).get<Seen>(query, { id })).node;
};

beforeAll(async () => {
  stage = await setStage({}, async ({ databaseUrl }) => {
    api = await startInProcess(databaseUrl);
    api.app.get(Clock).now = () => new Date(moment);
    const stop = () => api.app.close();
    const exitCode = () => undefined;
    return { url: api.url, socketUrl: '', pid: process.pid, exitCode, output: () => '', stop, kill: stop };
  });
}, 60_000);
afterAll(() => stage.close());

describe('somebody of an actor without an account', () => {
  it('reads and answers one request by link and code; those who asked see both, with a name (scenario 10)', async () => {
    const request = await asked();
    const guest = await guestOf();
    expect((await guest.call('look')).code).toBe('ANSWER_SESSION_OVER');
    const { body: coded } = await guest.call('code');
    expect(coded).toEqual({ to: 'k•••••@fedasil.example.org', language: 'FR', reference: request.reference });
    expect((await mailsOf(stage.world))[0]).toMatchObject({
      ...{ recipient: MAES, subject: `Votre code pour la demande ${request.reference}` },
    });
    // Asked for again at once, the first code stays good.
    const code = await mailedCode(stage.world);
    later(0.5);
    await guest.call('code');
    expect(await mailedCode(stage.world)).toBe(code);
    expect((await seen(request.id)).firstReadAt).toBeNull();
    const entered = await guest.call('enter', { code });
    expect(entered.body).toMatchObject({
      ...{ reference: request.reference, status: 'RECEIVED', awaited: true, draft: null },
      ...{ municipalities: ['Ardooie'], guest: { email: MAES, name: 'K. Maes', language: 'FR' } },
    });
    expect(guest.cookie).toMatch(/^__Host-samenregie-answer=[\w-]{43}$/);
    // A code opens once, and reading counts once.
    expect((await new Guest(api.url, guest.link).call('enter', { code })).code).toBe('ANSWER_CODE_OVER');
    await guest.call('look');
    expect(await seen(request.id)).toMatchObject({ status: 'RECEIVED', firstReadAt: moment.toISOString() });
    // What is added to the question is there at the next look; what stays inside never is.
    await perform(await as('officer'), 'addRequestMessage', { requestId: request.id, text: 'Het gaat om 2027.' });
    await perform(await as('officer'), 'addRequestNote', {
      ...{ requestId: request.id, audience: 'PARTNERSHIP', text: 'zqbinnen' },
    });
    const looked = await guest.call('look');
    expect(looked.body.messages).toMatchObject([{ side: 'ASKING', text: 'Het gaat om 2027.' }]);
    expect(JSON.stringify(looked.body)).not.toContain('zqbinnen');
    const draft = { choice: 'PARTLY', text: 'Pour la moitié' };
    expect((await guest.call('draft', draft)).body.savedAt).toBe(moment.toISOString());
    expect((await guest.call('look')).body.draft).toMatchObject(draft);
    expect((await seen(request.id)).answers).toEqual([]);
    expect(await guestsIn(request.id)).toMatchObject({ answerBegunAt: moment.toISOString() });
    await guest.call('draft', draft);
    const answer = { choice: 'PARTLY', text: 'Pour la moitié.', commitmentOn: '2026-11-20' };
    expect((await guest.call('send', { ...answer, commitmentOn: '2026-11-01' })).code).toBe('REQUEST_COMMITMENT_PAST');
    const done = await guest.call('send', answer);
    expect(done.body).toMatchObject({
      ...{ status: 'ANSWERED', awaited: false, draft: null, answers: [{ ...answer, by: 'K. Maes' }] },
    });
    expect((await guest.call('send', answer)).code).toBe('REQUEST_ENDED');
    expect(await seen(request.id)).toMatchObject({
      ...{ status: 'ANSWERED', answers: [{ choice: 'PARTLY' }], commitments: [{ dueOn: '2026-11-20' }] },
    });
    const named = await guestsIn(request.id);
    expect(named.answers).toEqual([{ guest: 'K. Maes', author: null }]);
    expect(named.timeline.nodes.map(({ kind, guest: by }) => [kind, by])).toEqual([
      ...[
        ['ANSWERED', 'K. Maes'],
        ['MESSAGE', null],
        ['READ', 'K. Maes'],
        ['SENT', null],
      ],
    ]);
    const lines = await stage.world.rows<{ action: string; result: string; account_id: string | null }>(
      `select action, result, account_id from audit.lines where subject_type = 'RequestGuest' order by sequence`,
    );
    expect(lines.map(({ action, result }) => `${action} ${result}`)).toEqual([
      ...[
        'guestCode OK',
        'guestEnter OK',
        'guestRead OK',
        'guestEnter ANSWER_CODE_OVER',
        'guestDraft OK',
        'guestAnswer OK',
      ],
    ]);
    expect(lines.every(({ account_id }) => account_id === null)).toBe(true);
    // The promise is followed up although nobody with an account was there.
    await api.app.get(Jobs).runDue();
    moment = new Date('2026-11-21T08:00:00Z');
    await api.app.get(Jobs).runDue();
    expect((await seen(request.id)).timeline.nodes[0]!.kind).toBe('COMMITMENT_DUE');
  });

  it('gets five tries with a code, ten minutes, thirty days for a link, and a new one at the own address', async () => {
    const request = await asked({ title: 'Verlopen' });
    const guest = await guestOf();
    await guest.call('code');
    const code = await mailedCode(stage.world);
    const wrong = code === '0000 0000' ? '11111111' : '00000000';
    for (const left of [4, 3, 2, 1]) {
      const { body, code: refused } = await guest.call('enter', { code: wrong });
      expect([refused, body.errors![0]!.extensions.args.left]).toEqual(['ANSWER_CODE_WRONG', left]);
    }
    expect((await guest.call('enter', { code: wrong })).code).toBe('ANSWER_CODE_OVER');
    expect((await guest.call('enter', { code })).code).toBe('ANSWER_CODE_OVER');
    // At once, so that only one of many guesses at the same time can ever count for each try.
    later(2);
    await guest.call('code');
    const many = await Promise.all(Array.from({ length: 12 }, () => guest.call('enter', { code: wrong })));
    expect(many.filter((each) => each.code === 'ANSWER_CODE_WRONG')).toHaveLength(4);
    later(2);
    await guest.call('code');
    const stale = await mailedCode(stage.world);
    later(11);
    expect((await guest.call('enter', { code: stale })).code).toBe('ANSWER_CODE_OVER');
    await guest.enter(stage.world);
    expect((await guest.call('look')).status).toBe(200);
    later(121);
    expect((await guest.call('look')).code).toBe('ANSWER_SESSION_OVER');
    later(31 * 24 * 60);
    expect((await guest.call('code')).code).toBe('ANSWER_LINK_OVER');
    const before = (await mailsOf(stage.world)).length;
    const renewals = await Promise.all(
      [guest, new Guest(api.url, `${guest.link.slice(0, -4)}AAAA`)].map((each) => each.call('renew')),
    );
    expect(renewals[0]).toEqual(renewals[1]);
    await guest.call('renew');
    const mails = await mailsOf(stage.world);
    expect(mails.length).toBe(before + 1);
    expect(mails[0]).toMatchObject({ recipient: MAES });
    expect((await (await guestOf()).enter(stage.world)).title).toBe('Verlopen');
    await perform(await as('manager'), 'remindRequest', { requestId: request.id });
    const reminded = await guestOf();
    expect(reminded.link).not.toBe(guest.link);
    expect((await reminded.call('code')).status).toBe(200);
  });

  it('passes on to a colleague, asks for time, and sees no other request', async () => {
    const request = await asked({ title: 'Doorgeven', termDays: null, wantedOn: '2027-02-01' });
    const guest = await guestOf();
    await guest.enter(stage.world);
    const colleague = 's.dubois@fedasil.example.org';
    expect((await guest.call('pass-on', { email: 'iemand@elders.example' })).code).toBe('ANSWER_NOT_A_COLLEAGUE');
    expect((await guest.call('pass-on', { email: MAES.toUpperCase() })).code).toBe('ANSWER_ALREADY_INVITED');
    const passed = await guest.call('pass-on', { email: colleague, name: 'S. Dubois' });
    expect(passed.body.passedOn).toMatchObject([{ to: `S. Dubois (${colleague})`, by: 'K. Maes' }]);
    const second = await guestOf(colleague);
    expect((await second.enter(stage.world)).title).toBe('Doorgeven');
    // The session of one with the link of another is nothing.
    const mixed = new Guest(api.url, second.link);
    mixed.cookie = guest.cookie;
    for (const act of ['look', 'draft', 'send', 'time', 'pass-on'])
      expect([act, (await mixed.call(act, acts[act])).code]).toEqual([act, 'ANSWER_SESSION_OVER']);
    const other = await asked({ title: 'Iets anders', contactEmail: 'x@vdab.example.org', actorId: stage.actors.vdab });
    expect((await guest.call('look')).body.title).toBe('Doorgeven');
    expect((await seen(other.id)).firstReadAt).toBeNull();
    const time = { untilOn: '2027-03-01', reason: 'Vakantie.' };
    expect((await second.call('time', { ...time, untilOn: '2027-01-01' })).code).toBe('REQUEST_EXTENSION_NOT_LATER');
    expect((await second.call('time', time)).body.extensions).toMatchObject([
      { state: 'ASKED', untilOn: '2027-03-01' },
    ]);
    expect((await guest.call('time', time)).code).toBe('REQUEST_EXTENSION_OPEN');
    expect((await guestsIn(request.id)).extensions).toEqual([{ guest: 'S. Dubois' }]);
    // Nobody makes a mailing list of it.
    await stage.world.rows(
      `insert into requests.guests (id, partnership_id, request_id, email, language, created_at)
       select gen_random_uuid(), partnership_id, request_id, 'c' || n || '@fedasil.example.org', 'FR', $2
       from requests.guests, generate_series(1, 10) n where request_id = $1 and email = $3`,
      [fromGlobalId(request.id)!.id, moment, MAES],
    );
    expect((await second.call('pass-on', { email: 'een.te.veel@fedasil.example.org' })).code).toBe(
      'ANSWER_TOO_MANY_GUESTS',
    );
    // Another contact: whoever was it, and to whom they passed it on, are out at once.
    const { version } = await seen(request.id);
    await perform(await as('manager'), 'updateRequest', {
      ...{ id: request.id, expectedVersion: version, contactEmail: 'nieuw@fedasil.example.org' },
    });
    for (const former of [guest, second]) {
      expect((await former.call('look')).code).toBe('ANSWER_SESSION_OVER');
      expect((await former.call('code')).code).toBe('ANSWER_LINK_OVER');
    }
    await guest.call('leave');
    const [left] = await stage.world.rows<{ count: number }>(
      `select count(*)::int as count from requests.guest_sessions s join requests.guests g on g.id = s.guest_id
       where g.request_id = $1`,
      [fromGlobalId(request.id)!.id],
    );
    expect(left!.count).toBeGreaterThanOrEqual(1);
  });
});

const acts: Record<string, object> = {
  look: {},
  draft: { text: 'x' },
  send: { choice: 'CAN' },
  time: { untilOn: '2027-03-01', reason: 'x' },
  'pass-on': { email: 'a@fedasil.example.org' },
};
