import { fromGlobalId, newId, toGlobalId } from '#libs/kernel';
import { inDays } from './days.js';
import { asCaller, type Run } from './as-caller.js';
import type { House } from './house.js';
import type { CallerKey, PersonKey } from './people.js';
import type { MatrixWorld, Things } from './world.js';
import { canary, commentKeys, personCanary, taskKeys, type CommentKey, type TaskKey, type Tenant } from './words.js';
import { makeLists } from './furniture-lists.js';
import { attachToRequests, makeRequests } from './furniture-requests.js';

type Settled = Omit<MatrixWorld, 'things'>;

const managers: Record<Tenant, CallerKey> = { alfa: 'manager', beta: 'managerBeta', gamma: 'outsider' };
/** Places of the municipalities that take part; the first one manages, and alfa and beta share the second. */
const members: Record<Tenant, number[]> = { alfa: [0, 1, 5], beta: [2, 1, 6], gamma: [3, 6, 7] };
const STRANGER = 8;

const municipality = (world: Settled, place: number) => toGlobalId('Municipality', world.places[place]!);

/** A partnership of three municipalities. */
export const foundPartnership = async (world: Settled, house: House, tenant: Tenant): Promise<string> => {
  const run = await asCaller(world, house, managers[tenant]);
  const memberMunicipalityIds = members[tenant].map((place) => municipality(world, place));
  const { partnership } = await run<{ partnership: { id: string } }>(
    'createPartnership',
    {
      ...{ name: `Samen ${canary(tenant, 'name')}`, legalFormCode: 'INTERLOCAL_ASSOCIATION' },
      ...{ managingMunicipalityId: memberMunicipalityIds[0], memberMunicipalityIds },
    },
    'partnership { id }',
  );
  return partnership.id;
};

/** What a task is shared with, and the class of its texts. */
const shares: Record<TaskKey, { actors: ('fedasil' | 'vdab')[]; audience: string; of: Parameters<typeof canary>[1] }> =
  {
    hidden: { actors: ['fedasil', 'vdab'], audience: 'PARTNERSHIP', of: 'inside' },
    fedasil: { actors: ['fedasil'], audience: 'INVOLVED_ACTORS', of: 'fedasil' },
    vdab: { actors: ['vdab'], audience: 'INVOLVED_ACTORS', of: 'vdab' },
    archived: { actors: ['fedasil', 'vdab'], audience: 'INVOLVED_ACTORS', of: 'inside' },
    withdrawn: { actors: ['fedasil', 'vdab'], audience: 'INVOLVED_ACTORS', of: 'inside' },
    both: { actors: ['fedasil', 'vdab'], audience: 'INVOLVED_ACTORS', of: 'both' },
    own: { actors: ['fedasil', 'vdab'], audience: 'OWN_ORGANISATION', of: 'own' },
  };
const commentAudiences: Record<CommentKey, string | undefined> = {
  inside: undefined,
  own: 'OWN_ORGANISATION',
  both: 'INVOLVED_ACTORS',
};

/** Status, officer and tasks of a partnership that was founded; the last event is one that everybody inside and all actors see. */
export const furnishPartnership = async (
  world: Settled,
  house: House,
  tenant: Tenant,
  partnershipId: string,
): Promise<Things> => {
  const run = await asCaller(world, house, managers[tenant]);
  const own = members[tenant].map((place) => municipality(world, place));
  const inside = canary(tenant, 'inside');
  for (const [expectedVersion, status] of ['DRAFTING', 'EXPLORATION'].entries())
    await run(
      'changePartnershipStatus',
      { id: partnershipId, expectedVersion: expectedVersion + 1, status, reason: `want ${inside}` },
      'partnership { version }',
    );
  const { officer } = await run<{ officer: { id: string; version: number } }>(
    'appointOfficer',
    {
      ...{
        partnershipId,
        personName: `Ambtenaar ${inside}`,
        personEmail: `${personCanary('sharedOfficer', 'mail')}@example.org`,
      },
      ...{ employerId: own[0], fteHundredths: 50, validFrom: '2024-01-01', commonHalfDays: 10 },
      allocations: own.map((municipalityId) => ({ municipalityId, halfDaysPerYear: 20 })),
    },
    'officer { id version }',
  );
  const tasks = {} as Things['tasks'];
  const steps = {} as Record<TaskKey, string>;
  for (const [key, { actors, audience, of }] of Object.entries(shares) as [TaskKey, (typeof shares)[TaskKey]][]) {
    const { task } = await run<{ task: { id: string; checklist: { id: string }[] } }>(
      'createTask',
      {
        ...{ partnershipId, title: `Overleg ${canary(tenant, of)}`, description: `Tekst ${canary(tenant, of)}` },
        ...{ status: 'WAITING', waitingOnNote: `op ${canary(tenant, of)}`, dueOn: '2025-02-03', priority: 'HIGH' },
        ...{
          policyDomain: 'HOUSING',
          objectives: ['COHESION'],
          municipalityIds: own,
          checklist: [`stap ${key === 'own' ? canary(tenant, of) : inside}`],
        },
        actorIds: actors.map((actor) => toGlobalId('Actor', world.actors[actor])),
        waitingOnActorId: toGlobalId('Actor', world.actors[actors[0]!]),
        assigneeId: toGlobalId('Person', world.accounts[managerOf(tenant)]),
        audience,
      },
      'task { id checklist { id } }',
    );
    tasks[key] = task.id;
    steps[key] = task.checklist[0]!.id;
  }
  const comment = async (key: TaskKey, of: CommentKey, more: Record<string, unknown> = {}) => {
    const input = { taskId: tasks[key], body: `Besproken ${canary(tenant, of)}`, ...more };
    return (await run<{ comment: { id: string } }>('addTaskComment', input, 'comment { id }')).comment.id;
  };
  const comments = {} as Things['comments'];
  for (const key of taskKeys.filter((each) => each !== 'both')) await comment(key, key === 'own' ? 'own' : 'inside');
  for (const of of commentKeys)
    comments[of] = await comment('both', of, {
      audience: commentAudiences[of],
      ...(of === 'inside' && { clientMutationId: 'once' }),
    });
  for (const [key, following] of [...taskKeys.map((each) => [each, false] as const), ['both', true] as const])
    await run('followTask', { taskId: tasks[key], following }, 'task { id }');
  await run(
    'updateTask',
    { id: tasks.own, expectedVersion: 1, description: `Tekst anders ${canary(tenant, 'own')}` },
    'task { version }',
  );
  const { label } = await run<{ label: { id: string } }>(
    'createLabel',
    { partnershipId, name: `Label ${inside}`, colour: 'BLUE' },
    'label { id }',
  );
  const { template } = await run<{ template: { id: string } }>(
    'createTaskTemplate',
    {
      ...{ partnershipId, title: `Sjabloon ${inside}`, description: inside, checklist: [inside], dueDays: 7 },
      ...{ labelIds: [label.id], actorIds: [toGlobalId('Actor', world.actors.fedasil)] },
    },
    'template { id }',
  );
  await walkThePath(world, run, partnershipId, tasks, inside);
  const { field } = await run<{ field: { id: string } }>(
    'createCustomField',
    { partnershipId, name: `Veld ${inside}`, type: 'TEXT' },
    'field { id }',
  );
  for (const key of ['fedasil', 'vdab', 'own'] as const)
    await run(
      'updateTask',
      {
        id: tasks[key],
        expectedVersion: key === 'own' ? 2 : 1,
        labelIds: [label.id],
        customValues: [{ fieldId: field.id, value: key === 'own' ? canary(tenant, 'own') : inside }],
      },
      'task { version }',
    );
  await run('addTaskNeed', { taskId: tasks.both, neededId: tasks.hidden }, 'task { id }');
  await run('addTaskNeed', { taskId: tasks.own, neededId: tasks.both }, 'task { id }');
  await run('setTaskParent', { taskId: tasks.fedasil, parentId: tasks.both }, 'task { id }');
  const asked = await makeRequests(world, house, run, { tenant, partnershipId, municipalities: own, task: tasks.both });
  const attachment = await attach(world, tenant, partnershipId, tasks);
  await attachToRequests(world, tenant, partnershipId, world.accounts[managerOf(tenant)]);
  const lists = await makeLists(world, run, {
    ...{ tenant, partnershipId, task: tasks.hidden, account: world.accounts[managerOf(tenant)] },
  });
  const access = await giveAccess(world, run, tenant, partnershipId);
  await run('updateTask', { id: tasks.archived, expectedVersion: 1, archived: true }, 'task { version }');
  await run('updateTask', { id: tasks.withdrawn, expectedVersion: 1, audience: 'PARTNERSHIP' }, 'task { version }');
  await run('updateTask', { id: tasks.both, expectedVersion: 1, priority: 'URGENT' }, 'task { version }');
  const internal = fromGlobalId(partnershipId)!.id;
  const [row] = await world.owner.rows<{ version: number; member: string; epoch: string }>(
    `select p.version, m.id as member, s.epoch from partnerships.partnerships p join live.streams s on s.id = p.id
     join partnerships.members m on m.partnership_id = p.id and m.municipality_id = $2 where p.id = $1`,
    [internal, world.places[members[tenant][2]!]],
  );
  return {
    ...{ partnership: partnershipId, version: row!.version, epoch: row!.epoch },
    ...{ member: toGlobalId('PartnershipMember', row!.member), managing: own[0]!, municipalities: own },
    ...{ stranger: municipality(world, STRANGER), officer: officer.id, officerVersion: officer.version },
    ...{ tasks, taskVersions: { hidden: 2, fedasil: 2, vdab: 2, archived: 2, withdrawn: 2, both: 2, own: 3 } },
    ...{
      item: steps.both,
      label: label.id,
      template: template.id,
      field: field.id,
      comments,
      attachment,
      ...access,
      ...asked,
      ...lists,
    },
    person: toGlobalId('Person', world.accounts[managerOf(tenant)]),
  };
};

/** Steps of the first year that were skipped and taken over: one as a task that stays inside an organisation. */
const walkThePath = async (
  world: Settled,
  run: Run,
  partnershipId: string,
  tasks: Things['tasks'],
  inside: string,
): Promise<void> => {
  const skip = { partnershipId, code: 'LEARNING_NETWORK', reason: `Later ${inside}` };
  await run('skipStarterStep', skip, 'partnership { id }');
  // Laid down as the API lays it down, without more tasks than the matrix knows.
  for (const [code, key] of [
    ['COUNCILS', 'hidden'],
    ['AGREEMENT', 'own'],
  ] as const)
    await world.owner.rows(
      `insert into coordination.starter_choices (id, partnership_id, code, decision, task_id, decided_by, decided_at)
       select $1, partnership_id, $2, 'TAKEN', id, created_by, now() from coordination.tasks where id = $3`,
      [newId(), code, fromGlobalId(tasks[key])!.id],
    );
};

/** A file on every task; answers the id of the one everybody sees. */
const attach = async (world: Settled, tenant: Tenant, partnershipId: string, tasks: Things['tasks']) => {
  const ids = {} as Record<TaskKey, string>;
  for (const key of taskKeys) {
    ids[key] = newId();
    await world.owner.rows(
      `with file as (
         insert into files.attachments (id, partnership_id, owner_type, owner_id, name, size, received, media_type, status,
                                        created_at, created_by)
         values ($1, $2, 'CoordinationTask', $3, $4, 5, 5, 'application/pdf', 'READY', now(), $5) returning *)
       insert into files.parts (partnership_id, attachment_id, start, size, key) select partnership_id, id, 0, 5, id from file`,
      [
        ...[ids[key], fromGlobalId(partnershipId)!.id, fromGlobalId(tasks[key])!.id],
        ...[`${canary(tenant, shares[key].of)}.pdf`, world.accounts[managerOf(tenant)]],
      ],
    );
  }
  return toGlobalId('Attachment', ids.both);
};

const systems = { alfa: 'systemAlfa', beta: 'systemBeta', gamma: 'systemGamma' } as const;
const others: Record<Tenant, PersonKey> = { alfa: 'reader', beta: 'memberBeta', gamma: 'memberGamma' };

/** An invitation, a connected system and, in alfa, a mandate that is taken back. */
const giveAccess = async (world: Settled, run: Run, tenant: Tenant, partnershipId: string) => {
  const mandateOf = async (person: PersonKey) => {
    const [row] = await world.owner.rows<{ id: string }>(
      `select id from access.mandates where account_id = $1 and partnership_id = $2`,
      [world.accounts[person], fromGlobalId(partnershipId)!.id],
    );
    return toGlobalId('Mandate', row!.id);
  };
  const manage = canary(tenant, 'manage');
  const { invitation } = await run<{ invitation: { id: string } }>(
    'inviteMember',
    {
      ...{ partnershipId, email: `${manage}@example.org`, displayName: `Piet ${manage}`, role: 'READER' },
      ...{ decidedBy: `besluit ${manage}`, organisation: { municipalityId: municipality(world, members[tenant][0]!) } },
    },
    'invitation { id }',
  );
  const place = Object.keys(world.organisations)[members[tenant][0]!] as keyof typeof world.organisations;
  const { client } = await run<{ client: { id: string; version: number; keys: { id: string }[] } }>(
    'createServiceClient',
    {
      ...{
        partnershipId,
        name: `Systeem ${personCanary(systems[tenant], 'name')}`,
        scopes: ['task.write', 'task.comment'],
      },
      ...{ organisationId: toGlobalId('Organisation', world.organisations[place]), expiresOn: inDays(100) },
    },
    'client { id version keys { id } }',
  );
  world.accounts[systems[tenant]] = fromGlobalId(client.id)!.id;
  await world.owner.rows(
    `insert into access.client_assertions (client_id, jti_hash, expires_at) values ($1, '\\x01', now() + interval '1 hour')`,
    [world.accounts[systems[tenant]]],
  );
  if (tenant === 'alfa')
    await run(
      'withdrawMandate',
      { id: await mandateOf('withdrawn'), expectedVersion: 1, reason: `want ${canary(tenant, 'admin')}` },
      'mandate { id }',
    );
  return {
    ...{ mandate: await mandateOf(others[tenant]), invitation: invitation.id },
    ...{ client: client.id, clientVersion: client.version, key: client.keys[0]!.id },
  };
};

const managerOf = (tenant: Tenant) => managers[tenant] as 'manager' | 'managerBeta' | 'outsider';
