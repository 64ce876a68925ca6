import { fromGlobalId, toGlobalId } from '#libs/kernel';
import pg from 'pg';
import readExcel from 'read-excel-file/node';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import { attempt, draft, look, perform, refusal, sent, type SeenRequest } from '../support/requests.js';
import { connect, tokenFor } from '../support/service-client.js';

const EVENTS = `subscription ($id: ID!) { partnershipEvents(partnershipId: $id) {
  type subjectId by { displayName automated } subject { ... on Request { status title } } } }`;
type Heard = { partnershipEvents: { type: string; subjectId: string; subject: { status: string } | null } };

describe('requests', () => {
  let stage: Stage;
  const people = {} as Record<'manager' | 'officer' | 'member' | 'reader' | 'fedasil' | 'vdab', Client>;

  beforeAll(async () => {
    stage = await setStage();
    for (const persona of ['manager', 'officer', 'member', 'reader', 'fedasil', 'vdab'] as const)
      people[persona] = await stage.as(persona);
  });
  afterAll(() => stage.close());

  it('are answered by a system of the actor, and heard by those concerned at once (scenario 10)', async () => {
    const { manager, officer, member, fedasil } = people;
    const connected = await connect(stage, manager, {
      worksFor: 'vdab',
      name: 'VDAB-zaaksysteem',
      scopes: ['request.answer'],
    });
    expect(connected.client).toMatchObject({ role: 'ANSWERER', scopes: ['read', 'request.answer'] });
    const system = new Client(stage.api.url, await tokenFor(stage.api.url, connected));
    const inbox = [officer, fedasil].map((client) => client.subscribe<Heard>(EVENTS, { id: stage.partnershipId }));
    const asked = await sent(stage, manager, { actorId: stage.actors.vdab, title: 'Contactpersoon en cijfers' });
    await inbox[0]!.until(({ partnershipEvents }) => partnershipEvents.type === 'REQUEST_SENT');
    expect(await refusal(system, 'createRequest', { ...draftOf(stage) })).toBe('FORBIDDEN');
    const answer = {
      requestId: asked.id,
      expectedVersion: asked.version,
      choice: 'CAN',
      text: 'De cijfers zitten in bijlage.',
    };
    const answered = await perform(system, 'answerRequest', answer);
    expect(answered).toMatchObject({ status: 'ANSWERED' });
    expect(
      (await attempt(system, 'answerRequest', { ...answer, clientMutationId: 'x' })).errors![0]!.extensions.code,
    ).toBe('REQUEST_STEP_NOT_POSSIBLE');
    const heard = await inbox[0]!.until(({ partnershipEvents }) => partnershipEvents.type === 'REQUEST_ANSWERED');
    expect(heard.partnershipEvents).toMatchObject({
      subjectId: asked.id,
      subject: { status: 'ANSWERED' },
      by: { automated: true },
    });
    // A system of the asking side cannot be let answer, and one of the actor nothing else.
    for (const wanted of [
      { worksFor: 'member', scopes: ['request.answer'] },
      { worksFor: 'vdab', scopes: ['task.write'] },
    ] as const)
      await expect(connect(stage, manager, { ...wanted, scopes: [...wanted.scopes] })).rejects.toThrow('NOT_GRANTABLE');
    await perform(fedasil, 'addRequestMessage', { requestId: (await sent(stage, member)).id, text: 'Gezien.' });
    await inbox[1]!.until(({ partnershipEvents }) => partnershipEvents.type === 'REQUEST_MESSAGE_ADDED');
    expect(inbox[1]!.received.map(({ partnershipEvents }) => partnershipEvents.type)).toEqual([
      'REQUEST_SENT',
      'REQUEST_MESSAGE_ADDED',
    ]);
  });

  it('go up the ladder only when a person lets them, from level 2 on after another municipality approved (scenario 11)', async () => {
    const { manager, officer, member, fedasil, reader } = people;
    const asked = await sent(stage, manager);
    const [own, standard] = [asked.ladder, (await sent(stage, manager, { actorId: stage.actors.vdab })).ladder];
    expect(own.map(({ level }) => level)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(own.map(({ needsApproval }) => needsApproval)).toEqual([false, false, true, true, true, true]);
    expect(standard.every((step) => step.own)).toBe(true);
    const propose = (client: Client) =>
      perform(client, 'proposeEscalation', { requestId: asked.id, reason: 'Geen antwoord.' });
    const first = await propose(officer);
    expect(first).toMatchObject({ proposedLevel: 1, status: 'SENT', version: asked.version });
    expect(await refusal(manager, 'proposeEscalation', { requestId: asked.id, reason: 'Ook.' })).toBe(
      'ESCALATION_OPEN',
    );
    const step = (request: SeenRequest) => request.escalations.at(-1)!;
    const confirm = (client: Client, request: SeenRequest) =>
      attempt(client, 'confirmEscalation', { escalationId: step(request).id, expectedVersion: step(request).version });
    const codeOf = async (answer: ReturnType<typeof confirm>) => (await answer).errors?.[0]?.extensions.code;
    expect(await codeOf(confirm(reader, first))).toBe('FORBIDDEN');
    expect(await codeOf(confirm(fedasil, first))).toBe('NOT_FOUND');
    const up = (await confirm(manager, first)).data!.confirmEscalation!.request;
    expect(up).toMatchObject({ status: 'ESCALATED', level: 1, proposedLevel: null });
    const second = await propose(manager);
    expect(second.escalations.at(-1)).toMatchObject({ level: 2, viewerMayApprove: false });
    expect(await codeOf(confirm(officer, second))).toBe('ESCALATION_NOT_APPROVED');
    const decision = { escalationId: step(second).id, expectedVersion: 1, approved: true };
    // The one who leads, a colleague of the same municipality without the right, a colleague who may not at all.
    expect(await refusal(manager, 'decideEscalation', decision)).toBe('ESCALATION_OWN_APPROVAL');
    expect(await refusal(officer, 'decideEscalation', decision)).toBe('FORBIDDEN');
    expect((await look(member, asked.id))!.escalations.at(-1)).toMatchObject({ viewerMayApprove: true });
    const approved = await perform(member, 'decideEscalation', decision);
    expect(await refusal(member, 'decideEscalation', decision)).toBe('CONFLICT');
    const higher = (await confirm(officer, approved)).data!.confirmEscalation!.request;
    expect(higher).toMatchObject({ status: 'ESCALATED', level: 2 });
    const seen = (await look(fedasil, asked.id))!;
    expect(seen).toMatchObject({
      level: 2,
      escalations: [],
      ladder: [],
      proposedLevel: null,
      notes: { totalCount: 0 },
    });
    expect(seen.timeline.nodes.slice(0, 2)).toMatchObject([
      { kind: 'ESCALATED', text: own[2]!.addressee },
      { kind: 'ESCALATED', text: own[1]!.addressee },
    ]);
    const refused = await perform(member, 'decideEscalation', {
      ...{
        escalationId: step(await propose(manager)).id,
        expectedVersion: 1,
        approved: false,
        reason: 'Eerst bellen.',
      },
    });
    expect(refused).toMatchObject({ proposedLevel: null, level: 2 });
    const late = await perform(fedasil, 'answerRequest', {
      requestId: asked.id,
      expectedVersion: refused.version,
      choice: 'CANNOT',
      text: 'Nog niet bekend.',
    });
    const again = await perform(manager, 'judgeRequestAnswer', {
      requestId: asked.id,
      expectedVersion: late.version,
      verdict: 'NOT_SUFFICIENT',
      reason: 'Geen prognose.',
    });
    expect(again).toMatchObject({ status: 'NOT_SUFFICIENT', level: 2 });
  });

  it('explain what they refuse', async () => {
    const { manager, fedasil } = people;
    const made = await draft(stage, manager);
    expect(await refusal(manager, 'addRequestMessage', { requestId: made.id, text: 'Te vroeg.' })).toBe(
      'REQUEST_NOT_SENT',
    );
    const nowhere = toGlobalId('CoordinationTask', fromGlobalId(made.id)!.id);
    expect(await refusal(manager, 'createRequest', { ...draftOf(stage), taskIds: [nowhere] })).toBe(
      'REQUEST_TASK_ELSEWHERE',
    );
    const asked = await sent(stage, manager);
    const answer = { requestId: asked.id, expectedVersion: asked.version, choice: 'CANNOT' };
    expect(await refusal(fedasil, 'answerRequest', answer)).toBe('REQUEST_ANSWER_TEXT_REQUIRED');
    const past = { ...answer, choice: 'CAN', commitmentOn: '2020-01-01' };
    expect(await refusal(fedasil, 'answerRequest', past)).toBe('REQUEST_COMMITMENT_PAST');
    const recorded = await perform(manager, 'recordRequestAnswer', { ...answer, text: 'Nee.', recordedFrom: 'PHONE' });
    expect(recorded).toMatchObject({
      status: 'ANSWERED',
      timeline: { nodes: [{ kind: 'ANSWERED', side: 'ASKING' }, {}] },
    });
    await stage.world.rows(`update requests.requests set level = 5 where id = $1`, [fromGlobalId(asked.id)!.id]);
    await perform(manager, 'judgeRequestAnswer', {
      ...{ requestId: asked.id, expectedVersion: recorded.version, verdict: 'NOT_SUFFICIENT', reason: 'Te kort.' },
    });
    expect(await refusal(manager, 'proposeEscalation', { requestId: asked.id, reason: 'Hoger.' })).toBe(
      'ESCALATION_NO_NEXT_LEVEL',
    );
  });

  it('come from tasks, and lead back to them', async () => {
    const { manager, vdab } = people;
    const { createTask } = await manager.get<{ createTask: { task: { id: string } } }>(
      `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`,
      { input: { partnershipId: stage.partnershipId, title: 'Contactpersoon zoeken' } },
    );
    const asked = await sent(stage, manager, { actorId: stage.actors.vdab, taskIds: [createTask.task.id] });
    const BOTH = `query ($task: ID!, $request: ID!) {
      task: node(id: $task) { ... on CoordinationTask { requests { reference } } }
      request: node(id: $request) { ... on Request { tasks { title } } } }`;
    const variables = { task: createTask.task.id, request: asked.id };
    expect(await manager.get(BOTH, variables)).toEqual({
      ...{
        task: { requests: [{ reference: asked.reference }] },
        request: { tasks: [{ title: 'Contactpersoon zoeken' }] },
      },
    });
    expect(await vdab.get(BOTH, variables)).toEqual({ task: null, request: { tasks: [] } });
  });

  it('are found by number and words, and notes only by those who read them', async () => {
    const { manager, officer, vdab } = people;
    const asked = await sent(stage, manager, { actorId: stage.actors.vdab, title: 'Opleidingen tot verzorgende' });
    await perform(officer, 'addRequestNote', {
      requestId: asked.id,
      audience: 'PARTNERSHIP',
      text: 'Eerst aankaarten.',
    });
    const find = async (client: Client, text: string) =>
      (
        await client.get<{ search: { place: string; node: { id: string } }[] }>(
          `query ($text: String!) { search(text: $text) { place node { id } } }`,
          { text },
        )
      ).search.flatMap(({ place, node }) => (node.id === asked.id ? [place] : []));
    for (const text of ['opleiding verzorgenden', asked.reference, 'opleidngen'])
      expect([await find(manager, text), await find(vdab, text)]).toEqual([['ITSELF'], ['ITSELF']]);
    expect([await find(manager, 'aankaarten'), await find(vdab, 'aankaarten')]).toEqual([['CONVERSATION'], []]);
  });

  it('leave as a list for whoever sees them, with what both sides know and no formula', async () => {
    const { manager, member, fedasil, vdab } = people;
    const asked = await sent(stage, manager, { title: "=cmd|' /C calc'!A0", policyDomain: 'HOUSING' });
    await draft(stage, member, { title: 'Concept dat nog niemand zag' });
    await perform(manager, 'addRequestNote', { requestId: asked.id, text: 'Geheime kanarie', audience: 'PARTNERSHIP' });
    await perform(manager, 'proposeEscalation', { requestId: asked.id, reason: 'Tweede kanarie.' });
    // Sent to an actor by strangers, for whom it is not answered from here.
    const outsider = await stage.as('outsider');
    const { partnerships } = await outsider.get<{ partnerships: { nodes: { id: string }[] } }>(
      `{ partnerships(first: 5) { nodes { id } } }`,
    );
    await sent(stage, outsider, {
      ...{ partnershipId: partnerships.nodes[0]!.id, title: 'Vreemde kanarie', actorId: stage.actors.vdab },
      municipalityIds: [stage.municipalities.ronse],
    });
    const here = `partnershipId=${encodeURIComponent(stage.partnershipId)}`;
    const file = async (client: Client, parameters: string) =>
      fetch(`${stage.api.url}/requests/export?${parameters}`, {
        headers: client.token ? { authorization: `Bearer ${client.token}` } : {},
      });
    const csv = async (client: Client, parameters: string) => (await file(client, parameters)).text();
    const titles = (text: string) =>
      text
        .trim()
        .split('\r\n')
        .map((line) => line.split(';')[1]);
    const inside = await csv(manager, `${here}&lang=fr`);
    expect(inside).toMatch(/^Numéro;Demande;/);
    expect(inside).toContain(`${asked.reference};'=cmd|' /C calc'!A0;`);
    const { partnership } = await manager.get<{ partnership: { requests: { totalCount: number } } }>(
      `query ($id: ID!) { partnership(id: $id) { requests(first: 1) { totalCount } } }`,
      { id: stage.partnershipId },
    );
    expect(titles(inside)).toHaveLength(partnership.requests.totalCount + 1);
    expect(titles(await csv(manager, `${here}&statuses=SENT&text=${asked.reference}`))).toHaveLength(2);
    // The other side takes what was asked of it, from every partnership; not drafts, and nothing asked of others.
    for (const text of [await csv(fedasil, here), await csv(fedasil, '')]) {
      expect(titles(text)).toContain("'=cmd|' /C calc'!A0");
      expect(text).not.toMatch(/Concept dat|VDAB/);
    }
    expect(await csv(vdab, '')).not.toContain('calc');
    for (const client of [manager, member, fedasil, vdab])
      for (const text of [await csv(client, here), await csv(client, '')]) expect(text).not.toMatch(/kanarie/);
    const spreadsheet = await file(manager, `${here}&format=xlsx&text=${asked.reference}`);
    const read = JSON.stringify(await readExcel(Buffer.from(await spreadsheet.arrayBuffer())));
    expect(read).toContain(`"=cmd|' /C calc'!A0"`);
    expect(read).toContain(`${asked.dueOn!}T00:00:00.000Z`);
    const codeOf = async (client: Client, parameters: string) =>
      ((await (await file(client, parameters)).json()) as { errors: { extensions: { code: string } }[] }).errors[0]!
        .extensions.code;
    expect(await codeOf(outsider, here)).toBe('NOT_FOUND');
    expect(await codeOf(manager, `${here}&statuses=X`)).toBe('INVALID_INPUT');
    expect(await codeOf(new Client(stage.api.url), here)).toBe('UNAUTHENTICATED');
    // A spreadsheet is made in memory.
    const [{ columns }] = (await stage.world.rows<{ columns: string }>(
      `select string_agg(column_name, ', ') as columns from information_schema.columns
       where table_schema = 'requests' and table_name = 'requests' and is_generated = 'NEVER'`,
    )) as [{ columns: string }];
    const copied = columns
      .split(', ')
      .map((column) => `copy.${column}`)
      .join(', ');
    await stage.world.rows(
      `insert into requests.requests (${columns}) select ${copied} from requests.requests r, generate_series(1, 20000) n,
         jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', 1000 + n)) copy
       where r.id = $1`,
      [fromGlobalId(asked.id)!.id],
    );
    expect(await codeOf(manager, `${here}&format=xlsx`)).toBe('REQUEST_EXPORT_TOO_LONG');
    await stage.world.rows(`delete from requests.requests where number > 1000`);
  });

  it('tell how long actors take, and nothing about fewer than five', async () => {
    const { manager, reader } = people;
    const TIMES = `query ($id: ID!, $year: Int!) { partnership(id: $id) { reactionSharing { shares decidedBy }
      reactionTimes { hiddenGroups groups { key count unanswered medianDays } } } sharedReactionTimes(year: $year) { key } }`;
    const year = new Date().getFullYear();
    const ask = () => manager.get<Times>(TIMES, { id: stage.partnershipId, year });
    interface Times {
      partnership: {
        reactionSharing: object[];
        reactionTimes: { groups: { key: string; count: number }[]; hiddenGroups: number };
      };
      sharedReactionTimes: object[];
    }
    const before = (await ask()).partnership.reactionTimes;
    expect(before.groups.every(({ count }) => count >= 5)).toBe(true);
    const answerFive = async (actorId: string) => {
      for (let made = 0; made < 5; made += 1) {
        const { id, version } = await sent(stage, manager, { actorId });
        const answer = { requestId: id, expectedVersion: version, choice: 'CAN', recordedFrom: 'EMAIL' };
        await perform(manager, 'recordRequestAnswer', answer);
      }
    };
    await answerFive(stage.actors.vdab);
    // One small group beside a large one could be worked out from the total: neither is shown.
    expect((await ask()).partnership.reactionTimes).toEqual({ groups: [], hiddenGroups: 2 });
    await answerFive(stage.actors.fedasil);
    const { groups } = (await ask()).partnership.reactionTimes;
    expect(groups.find(({ key }) => key === 'VDAB')).toMatchObject({ unanswered: 0, medianDays: 0 });
    const DECIDE = `mutation ($input: DecideReactionSharingInput!) { decideReactionSharing(input: $input) { partnership { id } } }`;
    const input = {
      partnershipId: stage.partnershipId,
      shares: true,
      decidedBy: 'Beheerscomité',
      decidedOn: '2026-01-05',
    };
    expect((await reader.refusal(DECIDE, { input })).extensions.code).toBe('FORBIDDEN');
    await manager.get(DECIDE, { input });
    // One partnership that shares is no total of three.
    expect(await ask()).toMatchObject({
      partnership: { reactionSharing: [{ shares: true, decidedBy: 'Beheerscomité' }] },
      sharedReactionTimes: [],
    });
  });

  it('are changed by staff of the actor only as far as the database alone lets them', async () => {
    const asked = await sent(stage, people.manager);
    const id = fromGlobalId(asked.id)!.id;
    const tries = async (sql: string): Promise<string> => {
      const client = new pg.Client({ connectionString: stage.database.apiUrl });
      await client.connect();
      try {
        await client.query('begin');
        await client.query(
          `select set_config('app.account_id', $1, true), set_config('app.organisation_id', $2, true)`,
          [stage.people.fedasil.accountId, stage.people.fedasil.organisationId],
        );
        const { rowCount } = await client.query(sql, [id]);
        return String(rowCount);
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        await client.end();
      }
    };
    expect(await tries(`update requests.requests set status = 'ANSWERED', version = version + 1 where id = $1`)).toBe(
      '1',
    );
    expect(await tries(`update requests.requests set status = 'CLOSED', version = version + 1 where id = $1`)).toBe(
      'P0001',
    );
    expect(await tries(`update requests.requests set title = 'x', version = version + 1 where id = $1`)).toBe('42501');
    expect(await tries(`update requests.requests set due_on = due_on - 1, version = version + 1 where id = $1`)).toBe(
      'P0001',
    );
    expect(await tries(`select from requests.notes where request_id = $1`)).toBe('0');
    expect(await tries(`select from requests.escalations where request_id = $1`)).toBe('0');
  });
});

const draftOf = (stage: Stage) => ({
  ...{ partnershipId: stage.partnershipId, title: 'Vraag', text: 'Vraag', kind: 'INFORMATION', termDays: 5 },
  ...{ actorId: stage.actors.fedasil, municipalityIds: [stage.municipalities.pittem] },
});
