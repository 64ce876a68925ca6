import type { Client } from '../../../test/support/client.js';
import { setStage, type Stage } from '../../../test/support/partnership.js';
import { attempt, draft, look, perform, refusal, sent } from '../../../test/support/requests.js';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('requests', () => {
  let stage: Stage;
  const people = {} as Record<
    'manager' | 'officer' | 'member' | 'reader' | 'coordinator' | 'fedasil' | 'vdab' | 'outsider',
    Client
  >;

  beforeAll(async () => {
    stage = await setStage();
    for (const persona of [
      'manager',
      'officer',
      'member',
      'reader',
      'coordinator',
      'fedasil',
      'vdab',
      'outsider',
    ] as const)
      people[persona] = await stage.as(persona);
  });
  afterAll(() => stage.close());

  it('run from draft to closed: asked, read, answered with a promise, accepted, kept (scenario 10)', async () => {
    const { officer, vdab, fedasil } = people;
    const made = await draft(stage, officer, { actorId: stage.actors.vdab, title: 'Contactpersoon en cijfers' });
    expect(made).toMatchObject({ status: 'DRAFT', dueOn: null, level: 0 });
    expect(made.reference).toMatch(/^\d{4}-001$/);
    expect(await look(vdab, made.id)).toBeNull();
    const asked = await perform(officer, 'sendRequest', { id: made.id, expectedVersion: made.version });
    expect(asked).toMatchObject({ status: 'SENT', late: false, dueOn: asked.firstDueOn });
    expect(await look(fedasil, made.id)).toBeNull();
    expect(await look(vdab, made.id)).toMatchObject({
      status: 'SENT',
      firstReadAt: null,
      possibleStatuses: ['RECEIVED', 'IN_PROGRESS'],
    });
    const read = await perform(vdab, 'markRequestRead', { requestId: made.id });
    expect(read).toMatchObject({ status: 'RECEIVED', firstReadAt: expect.any(String) });
    // Only the first time counts.
    expect(await perform(vdab, 'markRequestRead', { requestId: made.id })).toMatchObject({ version: read.version });
    const busy = await perform(vdab, 'changeRequestStatus', {
      id: made.id,
      expectedVersion: read.version,
      status: 'IN_PROGRESS',
    });
    const answer = {
      requestId: made.id,
      expectedVersion: busy.version,
      choice: 'CAN',
      text: 'Mevrouw Maes.',
      commitmentOn: inDays(10),
    };
    expect(await refusal(officer, 'answerRequest', answer)).toBe('FORBIDDEN');
    const answered = await perform(vdab, 'answerRequest', answer);
    expect(answered).toMatchObject({
      status: 'ANSWERED',
      answers: [{ choice: 'CAN', verdict: null }],
      commitments: [{ state: 'OPEN' }],
    });
    expect(
      await refusal(vdab, 'judgeRequestAnswer', {
        requestId: made.id,
        expectedVersion: answered.version,
        verdict: 'ACCEPTED',
      }),
    ).toBe('NOT_FOUND');
    const accepted = await perform(officer, 'judgeRequestAnswer', {
      requestId: made.id,
      expectedVersion: answered.version,
      verdict: 'ACCEPTED',
    });
    expect(accepted).toMatchObject({ status: 'ACCEPTED', answers: [{ verdict: 'ACCEPTED' }] });
    const [promise] = accepted.commitments;
    const kept = await perform(officer, 'settleRequestCommitment', {
      commitmentId: promise!.id,
      expectedVersion: 1,
      kept: true,
    });
    expect(kept.commitments).toMatchObject([{ state: 'KEPT' }]);
    expect(
      await refusal(vdab, 'changeRequestStatus', { id: made.id, expectedVersion: kept.version, status: 'CLOSED' }),
    ).toBe('REQUEST_STEP_NOT_POSSIBLE');
    const closed = await perform(officer, 'changeRequestStatus', {
      id: made.id,
      expectedVersion: kept.version,
      status: 'CLOSED',
    });
    expect(closed).toMatchObject({ status: 'CLOSED', possibleStatuses: [] });
    expect(closed.timeline.nodes.map(({ kind }) => kind)).toEqual([
      ...['CLOSED', 'COMMITMENT_KEPT', 'ACCEPTED', 'ANSWERED', 'STARTED', 'READ', 'SENT'],
    ]);
    expect((await look(vdab, made.id))!.timeline).toEqual(closed.timeline);
    expect(await refusal(officer, 'addRequestMessage', { requestId: made.id, text: 'Nog iets.' })).toBe(
      'REQUEST_ENDED',
    );
  });

  it('keep notes inside, and those of one municipality in it, on every path', async () => {
    const { manager, officer, member, coordinator, fedasil } = people;
    const { id } = await sent(stage, manager);
    await perform(officer, 'addRequestNote', { requestId: id, audience: 'OWN_ORGANISATION', text: 'zqwielsbeke' });
    await perform(member, 'addRequestNote', { requestId: id, audience: 'OWN_ORGANISATION', text: 'zqpittem' });
    const noted = await perform(coordinator, 'addRequestNote', {
      requestId: id,
      audience: 'PARTNERSHIP',
      text: 'zqsamen',
    });
    expect(noted.notes.nodes.map(({ text }) => text)).toEqual(['zqsamen']);
    const texts = async (client: Client) => (await look(client, id))!.notes.nodes.map(({ text }) => text).sort();
    expect(await texts(manager)).toEqual(['zqsamen', 'zqwielsbeke']);
    expect(await texts(member)).toEqual(['zqpittem', 'zqsamen']);
    expect(await texts(fedasil)).toEqual([]);
    expect(await refusal(fedasil, 'addRequestNote', { requestId: id, audience: 'PARTNERSHIP', text: 'x' })).toBe(
      'NOT_FOUND',
    );
    const events = `query ($id: ID!) { partnership(id: $id) { recentEvents(first: 50) { type subjectId } } }`;
    const noticed = async (client: Client) =>
      (
        await client.get<{ partnership: { recentEvents: { type: string; subjectId: string }[] } }>(events, {
          id: stage.partnershipId,
        })
      ).partnership.recentEvents.filter((event) => event.subjectId === id && event.type === 'REQUEST_NOTE_ADDED')
        .length;
    // The note of all is reported inside; those of one organisation in it.
    expect([await noticed(manager), await noticed(member), await noticed(fedasil)]).toEqual([2, 2, 0]);
    const mails = await stage.world.rows<{ body_text: string }>(
      `select body_text from platform.mails where body_text like '%zq%'`,
    );
    expect(mails).toEqual([]);
    await perform(fedasil, 'addRequestMessage', { requestId: id, text: 'Wij kijken het na.' });
    expect((await look(member, id))!.timeline.nodes[0]).toMatchObject({
      kind: 'MESSAGE',
      side: 'ACTOR',
      text: 'Wij kijken het na.',
    });
  });

  it('give more time: by law at once within its longest term, otherwise when the asking side agrees', async () => {
    const { manager, fedasil } = people;
    expect(await refusal(manager, 'createRequest', { ...(await legalDraft('ACTION')) })).toBe('REQUEST_BASIS_UNFIT');
    const made = await perform(manager, 'createRequest', await legalDraft('DOCUMENT'));
    const asked = await perform(manager, 'sendRequest', { id: made.id, expectedVersion: made.version });
    expect(asked.dueOn).toBe(inDaysBrussels(30));
    const ask = (untilOn: string) => ({ requestId: asked.id, untilOn, reason: 'Het stuk is nog niet af.' });
    expect(await refusal(fedasil, 'askRequestExtension', ask(asked.dueOn!))).toBe('REQUEST_EXTENSION_NOT_LATER');
    expect(await refusal(manager, 'askRequestExtension', ask(inDaysBrussels(40)))).toBe('FORBIDDEN');
    const byLaw = await perform(fedasil, 'askRequestExtension', ask(inDaysBrussels(45)));
    expect(byLaw).toMatchObject({
      dueOn: inDaysBrussels(45),
      firstDueOn: asked.dueOn,
      extensions: [{ state: 'GRANTED', byLaw: true }],
    });
    const wished = await perform(fedasil, 'askRequestExtension', ask(inDaysBrussels(60)));
    expect(wished).toMatchObject({ dueOn: inDaysBrussels(45), extensionAsked: true });
    expect(await refusal(fedasil, 'askRequestExtension', ask(inDaysBrussels(61)))).toBe('REQUEST_EXTENSION_OPEN');
    const decide = { extensionId: wished.extensions.find(({ state }) => state === 'ASKED')!.id, granted: true };
    expect(await refusal(fedasil, 'decideRequestExtension', decide)).toBe('NOT_FOUND');
    expect(await perform(manager, 'decideRequestExtension', decide)).toMatchObject({
      dueOn: inDaysBrussels(60),
      extensionAsked: false,
    });
    expect(await refusal(manager, 'decideRequestExtension', decide)).toBe('REQUEST_ALREADY_DECIDED');
  });

  const inDaysBrussels = (days: number) => inDays(days);
  const legalDraft = async (kind: string) => ({
    ...{ partnershipId: stage.partnershipId, title: 'Bezettingscijfers', text: 'Graag de cijfers.', kind },
    ...{ actorId: stage.actors.fedasil, municipalityIds: [stage.municipalities.pittem] },
    ...{ basisKind: 'LEGAL', legalTermCode: 'FED_DOCUMENT' },
  });

  it('are joined once, found by likeness, listed by term, counted and searched', async () => {
    const { manager, member, vdab, outsider } = people;
    const title = 'Avondles Nederlands in de buurt';
    const made = await sent(stage, manager, { actorId: stage.actors.vdab, title, termDays: 3 });
    const similar = async (text: string) =>
      (
        await member.get<{ partnership: { similarRequests: { title: string }[] } }>(
          `query ($id: ID!, $actor: ID!, $text: String!) { partnership(id: $id) { similarRequests(actorId: $actor, text: $text) { title } } }`,
          { id: stage.partnershipId, actor: stage.actors.vdab, text },
        )
      ).partnership.similarRequests.map((request) => request.title);
    expect(await similar('avondles nederland')).toEqual([title]);
    const join = { requestId: made.id, municipalityId: stage.municipalities.pittem };
    const joined = await perform(member, 'joinRequest', join);
    expect(joined.municipalities.map(({ name }) => name)).toEqual(['Ardooie', 'Pittem']);
    expect(await perform(member, 'joinRequest', join)).toMatchObject({ version: joined.version });
    expect(await refusal(member, 'joinRequest', { ...join, municipalityId: stage.municipalities.ronse })).toBe(
      'REQUEST_MUNICIPALITY_NOT_MEMBER',
    );
    const list = async (client: Client, args: string) =>
      (
        await client.get<{
          partnership: {
            requests: { totalCount: number; nodes: { title: string; id: string }[]; pageInfo: { endCursor: string } };
          } | null;
        }>(
          `query ($id: ID!) { partnership(id: $id) { requests(${args}) { totalCount nodes { id title } pageInfo { endCursor } } } }`,
          { id: stage.partnershipId },
        )
      ).partnership?.requests;
    expect((await list(manager, 'filter: { text: "AVONDLÉS" }'))!.nodes).toMatchObject([{ title }]);
    expect((await list(manager, `filter: { text: "${made.reference}" }`))!.nodes).toMatchObject([{ id: made.id }]);
    expect((await list(manager, 'filter: { joint: true }'))!.totalCount).toBe(1);
    const everything = (await list(manager, 'first: 50'))!;
    for (const orderBy of ['DUE_DATE', 'NEWEST', 'NUMBER', 'UPDATED']) {
      const first = (await list(manager, `first: 2, orderBy: ${orderBy}`))!;
      const rest = (await list(manager, `first: 50, orderBy: ${orderBy}, after: "${first.pageInfo.endCursor}"`))!;
      const ids = [...first.nodes, ...rest.nodes].map(({ id }) => id);
      expect(new Set(ids).size).toBe(everything.totalCount);
      expect(ids).toHaveLength(everything.totalCount);
    }
    expect(await list(outsider, 'first: 5')).toBeUndefined();
    const inbox = `{ viewer { actorRequests(first: 50) { totalCount nodes { id actor { code } partnership { name } } } } }`;
    type Inbox = {
      viewer: { actorRequests: { totalCount: number; nodes: { id: string; actor: { code: string } }[] } };
    };
    const { actorRequests } = (await vdab.get<Inbox>(inbox)).viewer;
    expect(actorRequests.nodes.every(({ actor }) => actor.code === 'VDAB')).toBe(true);
    expect(actorRequests.nodes[0]!.id).toBe(made.id);
    expect((await manager.get<Inbox>(inbox)).viewer.actorRequests.totalCount).toBe(0);
    const counts = await manager.get<{
      partnership: { requestCounts: { status: string; count: number; late: number }[] };
    }>(`query ($id: ID!) { partnership(id: $id) { requestCounts { status count late } } }`, {
      id: stage.partnershipId,
    });
    expect(counts.partnership.requestCounts.reduce((sum, { count }) => sum + count, 0)).toBe(everything.totalCount);
  });

  it('refuse what does not fit, and tell who was first', async () => {
    const { manager, officer, reader, coordinator, outsider, vdab } = people;
    const made = await draft(stage, manager, { termDays: null });
    const update = { id: made.id, expectedVersion: made.version, title: 'Anders' };
    expect(await refusal(manager, 'sendRequest', { id: made.id, expectedVersion: 1 })).toBe('REQUEST_TERM_REQUIRED');
    for (const [client, code] of [
      [reader, 'FORBIDDEN'],
      [coordinator, 'FORBIDDEN'],
      [outsider, 'NOT_FOUND'],
      [vdab, 'NOT_FOUND'],
    ] as const)
      expect(await refusal(client, 'updateRequest', update)).toBe(code);
    await perform(officer, 'updateRequest', { ...update, wantedOn: inDays(-1) });
    const conflict = (await attempt(manager, 'updateRequest', { ...update, title: 'Nog anders' })).errors![0]!
      .extensions;
    expect(conflict).toMatchObject({ code: 'CONFLICT', args: { currentVersion: 2, changedBy: 'Persoon officer' } });
    expect(await refusal(manager, 'sendRequest', { id: made.id, expectedVersion: 2 })).toBe('REQUEST_TERM_PAST');
    const asked = await perform(manager, 'updateRequest', { id: made.id, expectedVersion: 2, wantedOn: inDays(9) });
    const out = await perform(manager, 'sendRequest', { id: made.id, expectedVersion: asked.version });
    expect(out.dueOn).toBe(inDays(9));
    expect(
      await refusal(manager, 'updateRequest', { id: made.id, expectedVersion: out.version, title: 'Te laat' }),
    ).toBe('REQUEST_NOT_DRAFT');
    const mailed = await perform(manager, 'updateRequest', {
      id: made.id,
      expectedVersion: out.version,
      contactEmail: 'noord@example.org',
    });
    expect(
      await refusal(manager, 'updateRequest', { id: made.id, expectedVersion: mailed.version, contactEmail: 'a b' }),
    ).toBe('INVALID_INPUT');
    expect(await perform(manager, 'remindRequest', { requestId: made.id })).toMatchObject({ reminders: 1 });
    expect(await refusal(officer, 'remindRequest', { requestId: made.id })).toBe('REQUEST_REMINDER_TOO_SOON');
    const [mail] = await stage.world.rows<{ recipient: string; body_text: string; body_html: string }>(
      `select recipient, body_text, body_html from platform.mails order by created_at desc limit 1`,
    );
    if (mail) expect(mail.recipient).toBe('noord@example.org');
    expect(
      await refusal(manager, 'changeRequestStatus', { id: made.id, expectedVersion: 99, status: 'WITHDRAWN' }),
    ).toBe('REQUEST_REASON_REQUIRED');
    expect(
      await refusal(manager, 'changeRequestStatus', {
        id: made.id,
        expectedVersion: 99,
        status: 'WITHDRAWN',
        reason: 'Opgelost.',
      }),
    ).toBe('CONFLICT');
    for (const [input, code] of [
      [{ municipalityIds: [] }, 'REQUEST_MUNICIPALITY_REQUIRED'],
      [{ basisKind: 'AGREED' }, 'REQUEST_BASIS_NOTE_REQUIRED'],
      [{ termDays: 0 }, 'INVALID_INPUT'],
      [{ basisKind: 'LEGAL', legalTermCode: 'NERGENS' }, 'REQUEST_BASIS_UNFIT'],
      [{ title: ' ' }, 'INVALID_INPUT'],
    ] as const) {
      const whole = {
        ...{ partnershipId: stage.partnershipId, title: 'T', text: 'V', kind: 'ACTION', actorId: stage.actors.vdab },
        ...{ municipalityIds: [stage.municipalities.pittem], ...input },
      };
      expect(await refusal(manager, 'createRequest', whole)).toBe(code);
    }
  });
});
