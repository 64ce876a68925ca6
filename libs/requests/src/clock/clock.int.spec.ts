import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock, fromGlobalId } from '#libs/kernel';
import { Jobs } from '#libs/platform';
import { startInProcess, type InProcessApi } from '../../../../test/support/app.js';
import { Client } from '../../../../test/support/client.js';
import { setStage, type Stage } from '../../../../test/support/partnership.js';
import { draft, look, perform, refusal, sent } from '../../../../test/support/requests.js';

let stage: Stage;
let api: InProcessApi;
let moment = new Date('2026-10-06T08:00:00Z');

/** The clock moves on, and what is due by then happens; long silences of the server are no different. */
const goTo = async (to: string): Promise<void> => {
  moment = new Date(to);
  await api.app.get(Jobs).runDue();
};
// A session does not last from one scene to the next.
const as = (persona: string) => Client.as(api.url, persona);

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

describe('the clock of a request', () => {
  it('reminds, proposes and waits for people, while nobody is looking (scenario 11)', async () => {
    const asked = await sent(stage, await as('manager'), {
      ...{ termDays: null, wantedOn: '2026-11-06', contactEmail: 'noord@example.org', contactName: 'K. Maes' },
    });
    await perform(await as('officer'), 'addRequestNote', {
      ...{ requestId: asked.id, audience: 'PARTNERSHIP', text: 'zqnooit naar buiten' },
    });
    const seen = async (persona = 'manager') => (await look(await as(persona), asked.id))!;
    await goTo('2026-11-06T22:59:00Z');
    expect(await seen()).toMatchObject({ reminders: 0, late: false, proposedLevel: null });
    await goTo('2026-11-07T06:59:00Z');
    expect(await seen()).toMatchObject({ reminders: 0, late: true });
    await goTo('2026-11-07T07:00:00Z');
    await goTo('2026-11-07T07:01:00Z');
    expect(await seen()).toMatchObject({ reminders: 1, status: 'SENT', proposedLevel: null });
    const mails = await stage.world.rows<{ subject: string; recipient: string }>(
      `select subject, recipient from platform.mails where subject ilike '%verzoek %' order by created_at`,
    );
    expect(mails.map(({ subject }) => subject.split(':')[0])).toEqual([
      ...[`Verzoek ${asked.reference}`, `Herinnering bij verzoek ${asked.reference}`],
    ]);
    expect(new Set(mails.map(({ recipient }) => recipient))).toEqual(new Set(['noord@example.org']));
    // The server was away for days: the proposal of the 17th comes late, and once.
    await goTo('2026-11-20T10:00:00Z');
    await goTo('2026-11-20T10:05:00Z');
    const proposed = await seen();
    expect(proposed).toMatchObject({ status: 'SENT', level: 0, proposedLevel: 1, reminders: 1 });
    expect(proposed.escalations).toMatchObject([{ level: 1, state: 'PROPOSED' }]);
    expect(await seen('fedasil')).toMatchObject({ escalations: [], proposedLevel: null });
    const step = async () => (await seen()).escalations.at(-1)!;
    const confirm = async (persona: string) => {
      const { id, version } = await step();
      return perform(await as(persona), 'confirmEscalation', { escalationId: id, expectedVersion: version });
    };
    expect(await confirm('officer')).toMatchObject({ status: 'ESCALATED', level: 1, dueOn: '2026-12-04' });
    await goTo('2026-12-09T07:30:00Z');
    expect(await seen()).toMatchObject({ reminders: 2, proposedLevel: 2 });
    const { id, version } = await step();
    const approval = { escalationId: id, expectedVersion: version, approved: true };
    expect(await refusal(await as('manager'), 'decideEscalation', approval)).toBe('ESCALATION_OWN_APPROVAL');
    expect(
      await refusal(await as('manager'), 'confirmEscalation', { escalationId: id, expectedVersion: version }),
    ).toBe('ESCALATION_NOT_APPROVED');
    await perform(await as('member'), 'decideEscalation', approval);
    expect(await confirm('manager')).toMatchObject({ status: 'ESCALATED', level: 2, proposedLevel: null });
    // A refused or open proposal is not made again for the same day; an answer stops the clock.
    const answered = await perform(await as('fedasil'), 'answerRequest', {
      ...{ requestId: asked.id, expectedVersion: (await seen()).version, choice: 'PARTLY', text: 'Half december.' },
      ...{ commitmentOn: '2026-12-18', commitment: 'De prognose bezorgen' },
    });
    await perform(await as('manager'), 'judgeRequestAnswer', {
      ...{ requestId: asked.id, expectedVersion: answered.version, verdict: 'ACCEPTED' },
    });
    await goTo('2027-01-20T10:00:00Z');
    await goTo('2027-01-21T10:00:00Z');
    const end = await seen();
    expect(end).toMatchObject({ status: 'ACCEPTED', reminders: 2, proposedLevel: null });
    expect(end.commitments).toMatchObject([{ state: 'LATE' }]);
    expect(end.timeline.nodes.map(({ kind, side }) => `${kind} ${side}`).reverse()).toEqual([
      ...['SENT ASKING', 'REMINDED SYSTEM', 'ESCALATED ASKING', 'REMINDED SYSTEM', 'ESCALATED ASKING'],
      ...['ANSWERED ACTOR', 'ACCEPTED ASKING', 'COMMITMENT_DUE SYSTEM'],
    ]);
    await theFile(asked.id, asked.reference);
  });

  const theFile = async (id: string, reference: string): Promise<void> => {
    const take = async (persona: string | undefined, format: string) => {
      const headers = persona ? { authorization: `Bearer ${(await as(persona)).token}` } : undefined;
      return fetch(`${api.url}/requests/file?id=${id}&format=${format}`, { headers });
    };
    const json = await (await take('manager', 'json')).text();
    const file = JSON.parse(json) as {
      reference: string;
      timeline: { kind: string }[];
      silence: object;
      answers: object[];
    };
    expect(file).toMatchObject({ reference, level: 2, reminders: 2, silence: { answered: true } });
    expect(file.timeline).toHaveLength(8);
    for (const secret of ['zqnooit', 'Geen antwoord tegen']) expect(json).not.toContain(secret);
    const response = await take('fedasil', 'pdf');
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toContain(`verzoek-${reference}.pdf`);
    const pdf = Buffer.from(await response.arrayBuffer()).toString('latin1');
    expect(pdf.startsWith('%PDF-1.7')).toBe(true);
    for (const tag of ['/StructTreeRoot', '/Lang (nl-BE)', '/FontFile2', '/Marked true']) expect(pdf).toContain(tag);
    const statuses = await Promise.all([
      take('outsider', 'pdf').then(({ status }) => status),
      take('vdab', 'json').then(({ status }) => status),
      take(undefined, 'json').then(({ status }) => status),
      take('manager', 'docx').then(({ status }) => status),
    ]);
    expect(statuses).toEqual([404, 404, 401, 400]);
    const lines = await stage.world.rows<{ action: string }>(
      `select action from audit.lines where action = 'exportRequestFile' and subject_id = $1`,
      [fromGlobalId(id)!.id],
    );
    expect(lines).toHaveLength(2);
  };

  it('is set again by more time, and forgets what was closed, withdrawn or never sent', async () => {
    moment = new Date('2027-02-01T08:00:00Z');
    const [late, closed] = [
      await sent(stage, await as('manager'), { termDays: null, wantedOn: '2027-02-10' }),
      await sent(stage, await as('manager'), { termDays: null, wantedOn: '2027-02-10' }),
    ];
    await draft(stage, await as('manager'));
    const wish = await perform(await as('fedasil'), 'askRequestExtension', {
      ...{ requestId: late.id, untilOn: '2027-03-10', reason: 'Verlof.' },
    });
    await perform(await as('manager'), 'decideRequestExtension', {
      extensionId: wish.extensions[0]!.id,
      granted: true,
    });
    await perform(await as('manager'), 'changeRequestStatus', {
      ...{ id: closed.id, expectedVersion: closed.version, status: 'CLOSED', reason: 'Mondeling geregeld.' },
    });
    await goTo('2027-02-28T10:00:00Z');
    expect(await look(await as('manager'), late.id)).toMatchObject({ reminders: 0, late: false });
    expect(await look(await as('manager'), closed.id)).toMatchObject({ reminders: 0 });
    await goTo('2027-03-11T07:00:00Z');
    expect(await look(await as('manager'), late.id)).toMatchObject({ reminders: 1, late: true });
    const waiting = await stage.world.rows<{ key: string }>(
      `select key from platform.jobs where name = 'requests.clock'`,
    );
    expect(waiting.map(({ key }) => key)).toEqual([fromGlobalId(late.id)!.id]);
  });
});
