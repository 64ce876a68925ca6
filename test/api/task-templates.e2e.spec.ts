import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

const TEMPLATE = `id title description priority policyDomain objectives dueDays checklist version labels { name } actors { code }`;
const CREATE = `mutation ($input: CreateTaskTemplateInput!) { createTaskTemplate(input: $input) { template { ${TEMPLATE} } } }`;
const UPDATE = `mutation ($input: UpdateTaskTemplateInput!) { updateTaskTemplate(input: $input) { template { ${TEMPLATE} } } }`;
const REMOVE = `mutation ($input: RemoveTaskTemplateInput!) { removeTaskTemplate(input: $input) { removedId } }`;
const LIST = `query ($id: ID!) { partnership(id: $id) { eventCursor taskTemplates { title labels { name } } } }`;
const TASK = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { labels { name } checklist { label } } } }`;
const LABEL = `mutation ($input: CreateLabelInput!) { createLabel(input: $input) { label { id version } } }`;
const DROP_LABEL = `mutation ($input: RemoveLabelInput!) { removeLabel(input: $input) { removedId } }`;
const PATH = `startsOn asksSubsidy memberCount hasOfficer version steps { code title checklist reason source sourceUrl certainty
  proposedOn state skipReason decidedAt decidedBy { displayName } task { number title dueOn } }`;
const LOOK = `query ($id: ID!) { partnership(id: $id) { eventCursor starterPath { ${PATH} } } }`;
const SET = `mutation ($input: SetStarterPathInput!) { setStarterPath(input: $input) { partnership { starterPath { ${PATH} } } } }`;
const TAKE = `mutation ($input: TakeOverStarterStepsInput!) { takeOverStarterSteps(input: $input) { leftOut
  tasks { number title description dueOn audience checklist { label } } partnership { starterPath { ${PATH} } } } }`;
const SKIP = `mutation ($input: SkipStarterStepInput!) { skipStarterStep(input: $input) { partnership { starterPath { ${PATH} } } } }`;
const UNSKIP = `mutation ($input: UnskipStarterStepInput!) { unskipStarterStep(input: $input) { partnership { starterPath { ${PATH} } } } }`;
const EVENTS = `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) { type
  subject { ... on Partnership { taskTemplates { title } starterPath { steps { code state } } } } } }`;

interface Template {
  id: string;
  title: string;
  version: number;
  labels: { name: string }[];
}
interface Step {
  code: string;
  checklist: string[];
  certainty: string;
  proposedOn: string;
  state: 'PROPOSED' | 'TAKEN' | 'SKIPPED';
  skipReason: string | null;
  decidedAt: string | null;
  decidedBy: { displayName: string } | null;
  task: { number: number; title: string; dueOn: string } | null;
}
interface Path {
  startsOn: string;
  asksSubsidy: boolean;
  memberCount: number;
  hasOfficer: boolean;
  version: number;
  steps: Step[];
}
interface Held {
  partnership: { eventCursor: string; starterPath: Path | null };
}
interface Taken {
  takeOverStarterSteps: {
    leftOut: string[];
    tasks: { title: string; description: string; dueOn: string; audience: string; checklist: { label: string }[] }[];
    partnership: { starterPath: Path };
  };
}
interface Event {
  partnershipEvents: {
    type: string;
    subject: { taskTemplates: { title: string }[]; starterPath: { steps: Step[] } };
  };
}

let stage: Stage;
const who = {} as Record<Persona, Client>;
const inHere = (input: object) => ({ input: { partnershipId: stage.partnershipId, ...input } });
const refused = async (persona: Persona, query: string, input: object) => {
  const { extensions } = await who[persona].refusal(query, { input });
  return [extensions.code, extensions.field];
};
const template = async (input: object) =>
  (await who.manager.get<{ createTaskTemplate: { template: Template } }>(CREATE, inHere(input))).createTaskTemplate
    .template;
const templates = async (persona: Persona) =>
  (
    await who[persona].get<{ partnership: { taskTemplates: Template[] } }>(LIST, { id: stage.partnershipId })
  ).partnership.taskTemplates.map(({ title }) => title);
const path = async (persona: Persona) =>
  (await who[persona].get<Held>(LOOK, { id: stage.partnershipId })).partnership.starterPath;
const step = (found: Path | null, code: string) => found!.steps.find((one) => one.code === code)!;
const take = async (persona: Persona, codes: string[], more: object = {}) =>
  (await who[persona].get<Taken>(TAKE, inHere({ codes, startsOn: '2027-01-04', ...more }))).takeOverStarterSteps;
const listen = async (persona: Persona) => {
  const { partnership } = await who[persona].get<Held>(LOOK, { id: stage.partnershipId });
  return who[persona].subscribe<Event>(EVENTS, { id: stage.partnershipId, after: partnership.eventCursor });
};

beforeAll(async () => {
  stage = await setStage();
  for (const persona of ['manager', 'officer', 'member', 'reader', 'coordinator', 'fedasil', 'outsider'] as const)
    who[persona] = await stage.as(persona);
});
afterAll(() => stage.close());

describe('templates for tasks', () => {
  it('are kept by managers, once per title, used by who writes, and there for others at once', async () => {
    const { createLabel } = await who.manager.get<{ createLabel: { label: { id: string; version: number } } }>(
      ...[LABEL, inHere({ name: 'Raad', colour: 'BLUE' })],
    );
    const labelIds = [createLabel.label.id];
    const stream = await listen('officer');
    const made = await template({
      ...{ title: ' Raadsbesluit  voorbereiden ', description: 'Nota en ontwerp.', priority: 'HIGH', dueDays: -14 },
      ...{ policyDomain: 'HOUSING', objectives: ['COHESION', 'COHESION'], checklist: ['Nota', 'Agenderen'] },
      ...{ labelIds, actorIds: [stage.actors.vdab] },
    });
    expect(made).toMatchObject({
      ...{ title: 'Raadsbesluit voorbereiden', priority: 'HIGH', policyDomain: 'HOUSING', objectives: ['COHESION'] },
      ...{ dueDays: -14, checklist: ['Nota', 'Agenderen'], labels: [{ name: 'Raad' }], actors: [{ code: 'VDAB' }] },
      version: 1,
    });
    const { partnershipEvents } = await stream.until(
      ({ partnershipEvents: { type } }) => type === 'TASK_TEMPLATES_CHANGED',
    );
    expect(partnershipEvents.subject.taskTemplates).toEqual([{ title: 'Raadsbesluit voorbereiden' }]);
    stream.close();

    // Bounds, and names that read the same.
    expect(await refused('manager', CREATE, inHere({ title: 'RAADSBESLUIT VOORBEREIDEN' }).input)).toEqual([
      ...['TASK_TEMPLATE_TITLE_TAKEN', 'title'],
    ]);
    for (const [input, code, field] of [
      [{ title: ' ' }, 'INVALID_INPUT', 'title'],
      [{ title: 'x', dueDays: 731 }, 'INVALID_INPUT', 'dueDays'],
      [{ title: 'x', priority: null }, 'INVALID_INPUT', 'priority'],
      [{ title: 'x', checklist: Array.from({ length: 101 }, () => 'stap') }, 'TASK_CHECKLIST_FULL', 'checklist'],
      [{ title: 'x', actorIds: [stage.municipalities.pittem] }, 'NOT_FOUND', 'actorIds'],
    ] as const)
      expect(await refused('manager', CREATE, inHere(input).input)).toEqual([code, field]);
    const twice = await Promise.allSettled([template({ title: 'Tegelijk' }), template({ title: 'tegelijk' })]);
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);

    // A task bears what the template says: the form sends it.
    const { createTask } = await who.officer.get<{ createTask: { task: object } }>(
      ...[TASK, inHere({ title: made.title, labelIds, checklist: ['Nota'] })],
    );
    expect(createTask.task).toEqual({ labels: [{ name: 'Raad' }], checklist: [{ label: 'Nota' }] });

    // Who reads or writes sees them, who is outside sees none; managers change them.
    expect(await templates('reader')).toHaveLength(2);
    expect(await templates('fedasil')).toEqual([]);
    for (const persona of ['officer', 'member', 'reader', 'coordinator'] as const)
      expect((await refused(persona, CREATE, inHere({ title: 'y' }).input))[0]).toBe('FORBIDDEN');
    const change = { id: made.id, expectedVersion: 1, dueDays: null, checklist: null };
    for (const persona of ['fedasil', 'outsider'] as const)
      expect(await refused(persona, UPDATE, change)).toEqual(['NOT_FOUND', 'id']);
    const { updateTaskTemplate } = await who.manager.get<{ updateTaskTemplate: { template: Template } }>(
      ...[UPDATE, { input: change }],
    );
    expect(updateTaskTemplate.template).toMatchObject({
      ...{ title: made.title, dueDays: null, checklist: [], labels: [{ name: 'Raad' }], version: 2 },
    });
    expect((await refused('manager', UPDATE, change))[0]).toBe('CONFLICT');
    await who.manager.get(DROP_LABEL, { input: { id: createLabel.label.id, expectedVersion: 1 } });
    const { partnership } = await who.officer.get<{ partnership: { taskTemplates: Template[] } }>(LIST, {
      id: stage.partnershipId,
    });
    expect(partnership.taskTemplates.find(({ title }) => title === made.title)!.labels).toEqual([]);
    await who.manager.get(REMOVE, { input: { id: made.id, expectedVersion: 2 } });
    expect((await templates('officer')).map((title) => title.toLowerCase())).toEqual(['tegelijk']);

    // The title is free again, up to a hundred of them.
    await template({ title: made.title });
    await stage.world.rows(
      `insert into coordination.task_templates (id, partnership_id, title, description, priority, objectives, checklist)
       select gen_random_uuid(), partnership_id, 'nr ' || n, '', priority, '{}', '{}'
       from coordination.task_templates, generate_series(3, 100) n where removed_at is null and title = $1`,
      [made.title],
    );
    expect((await refused('manager', CREATE, inHere({ title: 'Te veel' }).input))[0]).toBe('TASK_TEMPLATES_FULL');
  });
});

describe('the path of the first year', () => {
  it('is proposed by legal form and profile, counts from the chosen day, and is nothing to those outside', async () => {
    const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Brussels' }).format(new Date());
    const first = (await path('reader'))!;
    expect(first).toMatchObject({ startsOn: today, asksSubsidy: false, memberCount: 3, hasOfficer: false, version: 0 });
    expect(step(first, 'COUNCILS')).toMatchObject({
      ...{ checklist: ['Ardooie', 'Pittem', 'Wielsbeke'], state: 'PROPOSED', certainty: 'VERIFIED', task: null },
      ...{ source: 'Decreet over het lokaal bestuur, art. 41 §2, 22°', sourceUrl: expect.stringMatching(/^https:/) },
      ...{ reason: expect.stringContaining('gemeenteraad'), decidedBy: null, skipReason: null },
    });
    expect(step(first, 'HIRE_OFFICER').state).toBe('PROPOSED');
    expect(step(first, 'LEAD_APPLICANT')).toBeUndefined();
    expect(await path('fedasil')).toBeNull();

    const chosen = { expectedVersion: 0, startsOn: '2027-01-04', asksSubsidy: true };
    for (const persona of ['reader', 'coordinator'] as const)
      expect((await refused(persona, SET, inHere(chosen).input))[0]).toBe('FORBIDDEN');
    for (const persona of ['fedasil', 'outsider'] as const)
      expect((await refused(persona, SET, inHere(chosen).input))[0]).toBe('NOT_FOUND');
    for (const day of ['2020-01-01', '2199-01-01'])
      expect(await refused('officer', SET, inHere({ ...chosen, startsOn: day }).input)).toEqual([
        ...['STARTER_START_OUT_OF_RANGE', 'startsOn'],
      ]);
    const { setStarterPath } = await who.officer.get<{ setStarterPath: { partnership: { starterPath: Path } } }>(
      ...[SET, inHere(chosen)],
    );
    const counted = setStarterPath.partnership.starterPath;
    expect(counted).toMatchObject({ startsOn: '2027-01-04', asksSubsidy: true, version: 1 });
    expect([step(counted, 'COUNCILS').proposedOn, step(counted, 'EVALUATION').proposedOn]).toEqual([
      ...['2027-03-05', '2027-12-10'],
    ]);
    expect(step(counted, 'LEAD_APPLICANT').state).toBe('PROPOSED');
    expect((await refused('member', SET, inHere(chosen).input))[0]).toBe('CONFLICT');
  });

  it('becomes tasks once, also when two take over at once, and others see it at once', async () => {
    const stream = await listen('reader');
    const input = { clientMutationId: 'neem-over-1' };
    const once = await take('officer', ['COUNCILS', 'AGREEMENT', 'AGREEMENT'], input);
    expect(once.leftOut).toEqual([]);
    expect(once.tasks.map(({ dueOn }) => dueOn)).toEqual(['2027-01-25', '2027-03-05']);
    expect(once.tasks[1]).toMatchObject({
      ...{ title: 'Laat elke gemeenteraad beslissen', audience: 'PARTNERSHIP' },
      description: expect.stringMatching(/Waarom: .*\nBron: Decreet over het lokaal bestuur, art\. 41/),
      checklist: [{ label: 'Ardooie' }, { label: 'Pittem' }, { label: 'Wielsbeke' }],
    });
    const news = await stream.until(({ partnershipEvents: { type } }) => type === 'STARTER_PATH_CHANGED');
    const seen = news.partnershipEvents.subject.starterPath.steps;
    expect(seen.filter(({ state }) => state === 'TAKEN').map(({ code }) => code)).toEqual(['AGREEMENT', 'COUNCILS']);
    stream.close();
    // Sent again because the answer was lost: the same tasks.
    expect((await take('officer', ['COUNCILS', 'AGREEMENT', 'AGREEMENT'], input)).tasks).toEqual(once.tasks);

    const [one, other] = await Promise.all([
      take('officer', ['ASK_SUPPORT', 'ACTION_PLAN', 'COUNCILS']),
      take('member', ['ACTION_PLAN', 'ASK_SUPPORT', 'STEERING_GROUP']),
    ]);
    expect(one.tasks.length + other.tasks.length).toBe(3);
    expect([...one.leftOut, ...other.leftOut].sort()).toEqual(['ACTION_PLAN', 'ASK_SUPPORT', 'COUNCILS']);
    const after = await path('member');
    expect(step(after, 'COUNCILS')).toMatchObject({
      ...{ state: 'TAKEN', task: { title: 'Laat elke gemeenteraad beslissen', dueOn: '2027-03-05' } },
      ...{ decidedBy: { displayName: expect.any(String) }, decidedAt: expect.any(String) },
    });
    const [made] = await stage.world.rows(
      `select count(*)::int as count from coordination.starter_choices where decision = 'TAKEN'`,
    );
    expect(made).toEqual({ count: 5 });

    // All or none: a step of another legal form is none of this partnership.
    for (const codes of [['ENVIRONMENT', 'ADVICE'], ['ENVIRONMENT', 'NOTHING'], []])
      expect(await refused('officer', TAKE, inHere({ codes, startsOn: '2027-01-04' }).input)).toEqual([
        ...['INVALID_INPUT', 'codes'],
      ]);
    expect(step(await path('officer'), 'ENVIRONMENT').state).toBe('PROPOSED');
    const wanted = inHere({ codes: ['ENVIRONMENT'], startsOn: '2027-01-04' }).input;
    for (const persona of ['reader', 'coordinator'] as const)
      expect((await refused(persona, TAKE, wanted))[0]).toBe('FORBIDDEN');
    expect((await refused('fedasil', TAKE, wanted))[0]).toBe('NOT_FOUND');
  });

  it('has steps that are skipped with a reason, by whom, and taken back', async () => {
    const skip = { code: 'OPEN_UP_OFFER', reason: 'Gebeurt al\nin de eerstelijnszone.' };
    expect((await refused('reader', SKIP, inHere(skip).input))[0]).toBe('FORBIDDEN');
    expect(await refused('member', SKIP, inHere({ ...skip, reason: ' ' }).input)).toEqual(['INVALID_INPUT', 'reason']);
    expect(await refused('member', SKIP, inHere({ ...skip, code: 'ADVICE' }).input)).toEqual(['INVALID_INPUT', 'code']);
    await who.member.get(SKIP, inHere(skip));
    const skipped = step(await path('reader'), 'OPEN_UP_OFFER');
    expect(skipped).toMatchObject({ state: 'SKIPPED', skipReason: skip.reason, task: null });
    expect(skipped.decidedBy).not.toBeNull();
    for (const [query, input] of [
      [SKIP, skip],
      [SKIP, { ...skip, code: 'COUNCILS' }],
    ] as const)
      expect(await refused('officer', query, inHere(input).input)).toEqual(['STARTER_STEP_DECIDED', 'code']);
    expect((await take('officer', ['OPEN_UP_OFFER'])).leftOut).toEqual(['OPEN_UP_OFFER']);

    await who.officer.get(UNSKIP, inHere({ code: 'OPEN_UP_OFFER' }));
    for (const code of ['OPEN_UP_OFFER', 'COUNCILS'])
      expect(await refused('officer', UNSKIP, inHere({ code }).input)).toEqual(['STARTER_STEP_NOT_SKIPPED', 'code']);
    expect(step(await path('reader'), 'OPEN_UP_OFFER')).toMatchObject({ state: 'PROPOSED', skipReason: null });
    // Who chose so, and who took it back, stays on record.
    const kept = await stage.world.rows(
      `select decided_by, undone_by, reason from coordination.starter_choices where code = 'OPEN_UP_OFFER'`,
    );
    expect(kept).toEqual([
      {
        decided_by: stage.people.member.accountId,
        undone_by: stage.people.officer.accountId,
        reason: skip.reason,
      },
    ]);
    expect((await take('officer', ['OPEN_UP_OFFER'])).tasks).toHaveLength(1);
  });
});
