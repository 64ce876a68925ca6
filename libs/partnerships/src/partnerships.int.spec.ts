import type { Client } from '../../../test/support/client.js';
import { setStage, type Stage } from '../../../test/support/partnership.js';

const FIELDS = `id name status version startsOn endsOn exampleData viewerRole possibleStatuses population
  legalForm { code } managingMunicipality { id name } members { id role validFrom validUntil municipality { id name } }
  notices { code severity args { name value } }`;
const READ = `query ($id: ID!) { partnership(id: $id) { ${FIELDS} } }`;
const CREATE = `mutation ($input: CreatePartnershipInput!) { createPartnership(input: $input) { partnership { ${FIELDS} } } }`;
const UPDATE = `mutation ($input: UpdatePartnershipInput!) { updatePartnership(input: $input) { partnership { ${FIELDS} } } }`;
const STEP = `mutation ($input: ChangePartnershipStatusInput!) {
  changePartnershipStatus(input: $input) { partnership { ${FIELDS} statusChanges { from to reason by { displayName } } } } }`;
const JOIN = `mutation ($input: AddPartnershipMemberInput!) {
  addPartnershipMember(input: $input) { partnership { ${FIELDS} } member { id role } } }`;
const LEAVE = `mutation ($input: EndPartnershipMembershipInput!) {
  endPartnershipMembership(input: $input) { partnership { ${FIELDS} } } }`;
const EVENTS = `query ($id: ID!) { partnership(id: $id) {
  eventCursor recentEvents(first: 50) { sequence type subjectId changedFields version by { displayName } } } }`;

interface Partnership {
  id: string;
  name: string;
  status: string;
  version: number;
  possibleStatuses: string[];
  population: number;
  viewerRole: string | null;
  managingMunicipality: { id: string; name: string };
  members: {
    id: string;
    role: string;
    validFrom: string;
    validUntil: string | null;
    municipality: { id: string; name: string };
  }[];
  notices: { code: string; severity: string; args: { name: string; value: string }[] }[];
}

describe('partnerships', () => {
  let stage: Stage;
  let manager: Client;
  let founders: string[];

  const read = async (id = stage.partnershipId, client = manager) =>
    (await client.get<{ partnership: Partnership | null }>(READ, { id })).partnership;
  const now = async (id?: string) => (await read(id))!;
  const create = async (input: Record<string, unknown> = {}) => {
    const { ardooie, pittem, wielsbeke } = stage.municipalities;
    const wanted = {
      name: 'Samen',
      legalFormCode: 'INTERLOCAL_ASSOCIATION',
      managingMunicipalityId: wielsbeke,
      memberMunicipalityIds: [ardooie, pittem, wielsbeke],
      ...input,
    };
    return manager.ask<{ createPartnership: { partnership: Partnership } }>(CREATE, { input: wanted });
  };
  const created = async (input?: Record<string, unknown>) => (await create(input)).data!.createPartnership.partnership;
  const refused = async (input: Record<string, unknown>) => (await create(input)).errors![0]!.extensions;
  const step = (partnership: Partnership, status: string, reason?: string) => {
    const input = { id: partnership.id, expectedVersion: partnership.version, status, reason };
    return manager.get<{ changePartnershipStatus: { partnership: Partnership } }>(STEP, { input });
  };

  beforeAll(async () => {
    stage = await setStage();
    manager = await stage.as('manager');
    const { ardooie, pittem, wielsbeke } = stage.municipalities;
    founders = [ardooie, pittem, wielsbeke];
  });
  afterAll(() => stage.close());

  it('begin in exploration with their founders, and make their maker the manager', async () => {
    const partnership = await now();
    expect(partnership).toMatchObject({ status: 'EXPLORATION', version: 1, viewerRole: 'MANAGER', notices: [] });
    expect(partnership.members.map(({ role }) => role)).toEqual(['FOUNDER', 'FOUNDER', 'FOUNDER']);
    expect(new Set(partnership.members.map(({ municipality }) => municipality.id))).toEqual(new Set(founders));
    expect(partnership.population).toBe(9_546 + 7_003 + 10_282);
    const { partnership: log } = await manager.get<{ partnership: { recentEvents: unknown[] } }>(EVENTS, {
      id: stage.partnershipId,
    });
    expect(log.recentEvents).toEqual([
      {
        sequence: 1,
        type: 'PARTNERSHIP_CREATED',
        subjectId: stage.partnershipId,
        changedFields: [],
        version: 1,
        by: { displayName: 'Persoon manager' },
      },
    ]);
  });

  it('are refused with fewer than two municipalities, strangers or a manager from elsewhere', async () => {
    const { wielsbeke, mesen } = stage.municipalities;
    const alone = await refused({ memberMunicipalityIds: [wielsbeke, wielsbeke] });
    expect(alone).toMatchObject({ code: 'PARTNERSHIP_TOO_FEW_MEMBERS', args: { minimum: 2, given: 1 } });
    expect(await refused({ managingMunicipalityId: mesen })).toMatchObject({
      code: 'MANAGING_MUNICIPALITY_NOT_MEMBER',
    });
    expect(await refused({ memberMunicipalityIds: [wielsbeke, stage.partnershipId] })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await refused({ legalFormCode: 'CLUB' })).toMatchObject({ code: 'INVALID_INPUT', field: 'legalFormCode' });
    expect(await refused({ name: '  ' })).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'name',
      args: { reason: 'REQUIRED' },
    });
    expect(await refused({ name: 'x'.repeat(201) })).toMatchObject({ args: { reason: 'TOO_LONG', limit: 200 } });
    expect(await refused({ startsOn: '2027-01-01', endsOn: '2026-01-01' })).toMatchObject({ field: 'endsOn' });
  });

  it('keep to the maximum term of their legal form', async () => {
    const project = { legalFormCode: 'PROJECT_ASSOCIATION', startsOn: '2027-01-01' };
    expect(await refused({ ...project, endsOn: '2033-01-01' })).toMatchObject({
      code: 'PARTNERSHIP_TERM_TOO_LONG',
      field: 'endsOn',
      args: { maximumYears: 6, lastDay: '2032-12-31' },
    });
    const partnership = await created({ ...project, endsOn: '2032-12-31' });
    const input = { id: partnership.id, expectedVersion: 1, endsOn: '2040-01-01' };
    expect((await manager.refusal(UPDATE, { input })).extensions.code).toBe('PARTNERSHIP_TERM_TOO_LONG');
    const other = { ...input, endsOn: '2040-01-01', legalFormCode: 'INTERLOCAL_ASSOCIATION' };
    await manager.get(UPDATE, { input: other });
  });

  it('go from exploration to active, step by step, with who and why', async () => {
    let partnership = await created({ name: 'Op weg' });
    expect(partnership.possibleStatuses).toEqual(['DRAFTING', 'ABANDONED']);
    const input = { id: partnership.id, expectedVersion: 1, status: 'ACTIVE' };
    const error = await manager.refusal(STEP, { input });
    expect(error.extensions).toMatchObject({
      code: 'PARTNERSHIP_STEP_NOT_ALLOWED',
      args: { from: 'EXPLORATION', to: 'ACTIVE' },
    });
    for (const status of ['DRAFTING', 'IN_COUNCILS', 'FOUNDED', 'ACTIVE'])
      partnership = (await step(partnership, status)).changePartnershipStatus.partnership;
    expect(partnership).toMatchObject({ status: 'ACTIVE', version: 5 });
    const back = { id: partnership.id, expectedVersion: 5, status: 'DISSOLVING' };
    expect((await manager.refusal(STEP, { input: back })).extensions).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'reason',
      args: { reason: 'REQUIRED' },
    });
    const { changePartnershipStatus } = await step(partnership, 'DISSOLVING', 'De raden willen niet verder.');
    expect(changePartnershipStatus.partnership).toMatchObject({ status: 'DISSOLVING' });
    const history = (changePartnershipStatus.partnership as unknown as { statusChanges: unknown[] }).statusChanges;
    expect(history).toHaveLength(6);
    expect(history[0]).toEqual({
      from: 'ACTIVE',
      to: 'DISSOLVING',
      reason: 'De raden willen niet verder.',
      by: { displayName: 'Persoon manager' },
    });
    partnership = changePartnershipStatus.partnership;
    for (const status of ['IN_LIQUIDATION', 'CLOSED'])
      partnership = (await step(partnership, status)).changePartnershipStatus.partnership;
    expect(partnership.possibleStatuses).toEqual([]);
    const rename = { id: partnership.id, expectedVersion: partnership.version, name: 'Nog eens' };
    expect((await manager.refusal(UPDATE, { input: rename })).extensions).toMatchObject({
      code: 'PARTNERSHIP_ENDED',
      args: { status: 'CLOSED' },
    });
  });

  it('of a form that binds need a term to be founded and let nobody go', async () => {
    const { ardooie } = stage.municipalities;
    let partnership = await created({ legalFormCode: 'PROJECT_ASSOCIATION', startsOn: '2026-01-01' });
    for (const status of ['DRAFTING', 'IN_COUNCILS'])
      partnership = (await step(partnership, status)).changePartnershipStatus.partnership;
    expect(partnership.possibleStatuses).not.toContain('FOUNDED');
    const founding = { id: partnership.id, expectedVersion: partnership.version, status: 'FOUNDED' };
    expect((await manager.refusal(STEP, { input: founding })).extensions).toMatchObject({
      code: 'PARTNERSHIP_TERM_REQUIRED',
      args: { maximumYears: 6 },
    });
    const term = { id: partnership.id, expectedVersion: partnership.version, endsOn: '2031-12-31' };
    await manager.get(UPDATE, { input: term });
    for (const status of ['FOUNDED', 'ACTIVE'])
      partnership = (await step(await now(partnership.id), status)).changePartnershipStatus.partnership;
    expect(partnership.possibleStatuses).not.toContain('EXIT_PENDING');
    const { id: memberId } = partnership.members.find(({ municipality }) => municipality.id === ardooie)!;
    const input = { memberId, expectedVersion: partnership.version, validUntil: '2027-12-31' };
    expect((await manager.refusal(LEAVE, { input })).extensions).toMatchObject({
      code: 'PARTNERSHIP_WITHDRAWAL_NOT_ALLOWED',
      args: { endsOn: '2031-12-31' },
    });
  });

  it('let municipalities join and leave, but never twice at a time and never the managing one', async () => {
    const { mesen, wielsbeke } = stage.municipalities;
    const partnership = await created({ name: 'Met Mesen' });
    const joining = {
      partnershipId: partnership.id,
      expectedVersion: 1,
      municipalityId: mesen,
      validFrom: '2026-01-01',
    };
    const joined = await manager.get<{
      addPartnershipMember: { partnership: Partnership; member: { id: string; role: string } };
    }>(JOIN, { input: joining });
    const { member } = joined.addPartnershipMember;
    expect(member.role).toBe('PARTICIPANT');
    expect(joined.addPartnershipMember.partnership.notices.map(({ code, severity }) => [code, severity])).toEqual([
      ['MEMBERS_IN_SEVERAL_REGIONS', 'INFO'],
      ['LANGUAGE_FACILITIES_MEMBER', 'INFO'],
    ]);
    const again = await manager.refusal(JOIN, { input: { ...joining, expectedVersion: 2, validFrom: '2028-01-01' } });
    expect(again.extensions).toMatchObject({
      code: 'MEMBER_ALREADY_IN',
      args: { municipality: 'Mesen', validFrom: '2026-01-01', validUntil: null },
    });
    const managing = (await now(partnership.id)).members.find(({ municipality }) => municipality.id === wielsbeke)!;
    const input = { expectedVersion: 2, validUntil: '2026-06-30' };
    const stays = await manager.refusal(LEAVE, {
      input: { ...input, memberId: managing.id, validUntil: '2999-12-31' },
    });
    expect(stays.extensions).toMatchObject({ code: 'MEMBER_IS_MANAGING', args: { municipality: 'Wielsbeke' } });
    await manager.get(LEAVE, { input: { ...input, memberId: member.id } });
    expect((await now(partnership.id)).members.map(({ municipality }) => municipality.name)).not.toContain('Mesen');
    await manager.get(JOIN, { input: { ...joining, expectedVersion: 3, validFrom: '2026-07-01', role: 'OBSERVER' } });
    expect((await now(partnership.id)).notices).toEqual([]);
  });

  it('answer a change of an old version with what is newest, and lose none of two at once', async () => {
    const partnership = await created({ name: 'Versies' });
    const rename = (name: string, expectedVersion: number) =>
      manager.ask(UPDATE, { input: { id: partnership.id, expectedVersion, name } });
    const answers = await Promise.all(['Een', 'Twee', 'Drie', 'Vier'].map((name) => rename(name, 1)));
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    for (const { errors } of answers)
      if (errors)
        expect(errors[0]!.extensions).toMatchObject({
          code: 'CONFLICT',
          args: { currentVersion: 2, changedBy: 'Persoon manager', changedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
        });
    const { partnership: log } = await manager.get<{ partnership: { recentEvents: { sequence: number }[] } }>(EVENTS, {
      id: partnership.id,
    });
    expect(log.recentEvents.map(({ sequence }) => sequence)).toEqual([2, 1]);
    const same = await manager.get<{ updatePartnership: { partnership: Partnership } }>(UPDATE, {
      input: { id: partnership.id, expectedVersion: 2, name: (await now(partnership.id)).name },
    });
    expect(same.updatePartnership.partnership.version).toBe(2);
  });

  it('are changed by managers only, read by everybody inside, and do not exist outside', async () => {
    const input = { id: stage.partnershipId, expectedVersion: 1, name: 'Gekaapt' };
    for (const persona of ['officer', 'member', 'reader', 'coordinator'] as const) {
      const client = await stage.as(persona);
      expect((await read(undefined, client))?.possibleStatuses).toEqual([]);
      expect((await client.refusal(UPDATE, { input })).extensions.code).toBe('FORBIDDEN');
    }
    const outsider = await stage.as('outsider');
    expect(await read(undefined, outsider)).toBeNull();
    expect((await outsider.refusal(UPDATE, { input })).extensions.code).toBe('NOT_FOUND');
    const memberId = (await now()).members[0]!.id;
    const leave = { memberId, expectedVersion: 1, validUntil: '2027-01-01' };
    expect((await outsider.refusal(LEAVE, { input: leave })).extensions.code).toBe('NOT_FOUND');
    const fedasil = await stage.as('fedasil');
    expect((await fedasil.refusal(UPDATE, { input })).extensions.code).toBe('NOT_FOUND');
    const seen = await fedasil.get<{ partnership: Record<string, unknown> }>(
      `query ($id: ID!) { partnership(id: $id) { name viewerRole people { id } statusChanges { to } members { contact { id } municipality { name } } } }`,
      { id: stage.partnershipId },
    );
    expect(seen.partnership).toMatchObject({
      name: 'Samen Midwest',
      viewerRole: 'ANSWERER',
      people: [],
      statusChanges: [],
    });
    expect((seen.partnership.members as { contact: unknown }[]).map(({ contact }) => contact)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('name the official of a member as its contact', async () => {
    const { partnership } = await manager.get<{
      partnership: { members: { contact: unknown; municipality: { name: string } }[] };
    }>(`query ($id: ID!) { partnership(id: $id) { members { contact { displayName } municipality { name } } } }`, {
      id: stage.partnershipId,
    });
    const contacts = Object.fromEntries(
      partnership.members.map(({ contact, municipality }) => [municipality.name, contact]),
    );
    expect(contacts).toEqual({ Ardooie: null, Pittem: { displayName: 'Persoon member' }, Wielsbeke: null });
  });

  it('are listed by name, page by page, only those one may see', async () => {
    const LIST = `query ($first: Int, $after: Cursor) {
      partnerships(first: $first, after: $after) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } }`;
    interface Page {
      partnerships: {
        totalCount: number;
        nodes: { name: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    }
    const names: string[] = [];
    let after: string | undefined;
    for (let more = true; more;) {
      const { partnerships } = await manager.get<Page>(LIST, { first: 2, after });
      names.push(...partnerships.nodes.map(({ name }) => name));
      ({ hasNextPage: more, endCursor: after } = partnerships.pageInfo);
      expect(partnerships.totalCount).toBeGreaterThanOrEqual(names.length);
    }
    expect(names).toContain('Samen Midwest');
    expect(names).not.toContain('Elders');
    expect(names).toEqual([...names].sort());
    const outsider = await (await stage.as('outsider')).get<Page>(LIST);
    expect(outsider.partnerships.nodes).toEqual([{ name: 'Elders' }]);
    expect((await manager.refusal(LIST, { after: 'zzz' })).extensions).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'after',
    });
  });

  it('follow the log with the mandate of their manager', async () => {
    const { viewer } = await manager.get<{ viewer: { mandates: { partnership: { id: string } | null }[] } }>(
      `{ viewer { mandates { partnership { id } } } }`,
    );
    expect(viewer.mandates.map(({ partnership }) => partnership?.id)).toContain(stage.partnershipId);
    const { partnership } = await manager.get<{ partnership: { eventCursor: string } }>(EVENTS, {
      id: stage.partnershipId,
    });
    const inbox = manager.subscribe<{ partnershipEvents: { type: string; sequence: number } }>(
      `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) { type sequence } }`,
      { id: stage.partnershipId, after: partnership.eventCursor },
    );
    await manager.get(UPDATE, { input: { id: stage.partnershipId, expectedVersion: 1, name: 'Samen Midwest-Oost' } });
    const [event] = await inbox.atLeast(1);
    expect(event!.partnershipEvents).toEqual({ type: 'PARTNERSHIP_UPDATED', sequence: 2 });
    inbox.close();
  });
});

describe('the second wall', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());

  it('keeps memberships of one municipality apart even where no rule looked', async () => {
    const { world } = stage;
    await expect(
      world.rows(`insert into partnerships.members (id, partnership_id, municipality_id, role, valid_from)
                  select gen_random_uuid(), partnership_id, municipality_id, 'OBSERVER', '2030-01-01'
                  from partnerships.members limit 1`),
    ).rejects.toThrow(/exclusion constraint/);
  });

  it('has a source for every rule of every legal form', async () => {
    const client = await stage.as('member');
    const { legalForms } = await client.get<{
      legalForms: {
        code: string;
        source: string;
        verification: string;
        rulesVerified: boolean;
        origins: { rule: string; source: string }[];
      }[];
    }>(`{ legalForms { code source verification rulesVerified origins { rule source verification article } } }`);
    expect(legalForms).toHaveLength(8);
    for (const { source, origins } of legalForms) {
      expect(source).not.toBe('');
      expect(origins.length).toBeGreaterThan(0);
      for (const origin of origins) expect(origin.source).not.toBe('');
    }
    expect(
      legalForms
        .filter(({ rulesVerified }) => !rulesVerified)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['INTERADMINISTRATIVE_ASSOCIATION', 'MANDATED_ASSOCIATION_PRIVATE']);
  });
});
