import type { Client } from '../../../test/support/client.js';
import { setStage, type Stage } from '../../../test/support/partnership.js';

const FIELDS = `id personName person { displayName } employer { name } fteHundredths validFrom validUntil version
  allocations { halfDaysPerYear municipality { name } } commonHalfDays allocatedHalfDays capacityHalfDays`;
const APPOINT = `mutation ($input: AppointOfficerInput!) { appointOfficer(input: $input) { officer { ${FIELDS} } } }`;
const DIVIDE = `mutation ($input: ChangeOfficerAllocationsInput!) {
  changeOfficerAllocations(input: $input) { officer { ${FIELDS} } } }`;
const END = `mutation ($input: EndOfficerAppointmentInput!) { endOfficerAppointment(input: $input) { officer { ${FIELDS} } } }`;
const READ = `query ($id: ID!, $on: Date) { partnership(id: $id) { officers(on: $on) { ${FIELDS} } } }`;

interface Officer {
  id: string;
  personName: string;
  person: { displayName: string } | null;
  version: number;
  validUntil: string | null;
  commonHalfDays: number;
  allocatedHalfDays: number;
  capacityHalfDays: number;
  allocations: { halfDaysPerYear: number; municipality: { name: string } }[];
}

describe('shared officers', () => {
  let stage: Stage;
  let manager: Client;

  const allocations = (ardooie: number, pittem: number, wielsbeke: number) => [
    { municipalityId: stage.municipalities.ardooie, halfDaysPerYear: ardooie },
    { municipalityId: stage.municipalities.pittem, halfDaysPerYear: pittem },
    { municipalityId: stage.municipalities.wielsbeke, halfDaysPerYear: wielsbeke },
  ];
  const wanted = (more: Record<string, unknown> = {}) => ({
    partnershipId: stage.partnershipId,
    personName: 'Noor Vandamme',
    employerId: stage.municipalities.wielsbeke,
    fteHundredths: 80,
    validFrom: '2026-01-01',
    allocations: allocations(100, 100, 100),
    commonHalfDays: 52,
    ...more,
  });
  const appoint = async (more?: Record<string, unknown>) =>
    (await manager.get<{ appointOfficer: { officer: Officer } }>(APPOINT, { input: wanted(more) })).appointOfficer
      .officer;
  const refused = async (more: Record<string, unknown>, client = manager) =>
    (await client.refusal(APPOINT, { input: wanted(more) })).extensions;

  beforeAll(async () => {
    stage = await setStage();
    manager = await stage.as('manager');
  });
  afterAll(() => stage.close());

  it('are appointed for what their part-time allows, to the last half-day', async () => {
    const officer = await appoint({ personEmail: 'Officer@Example.org' });
    expect(officer).toMatchObject({
      personName: 'Noor Vandamme',
      person: { displayName: 'Persoon officer' },
      employer: { name: 'Wielsbeke' },
      capacityHalfDays: 352,
      allocatedHalfDays: 352,
      version: 1,
    });
    expect(officer.allocations.map(({ municipality }) => municipality.name).sort()).toEqual([
      'Ardooie',
      'Pittem',
      'Wielsbeke',
    ]);
    expect(await refused({ commonHalfDays: 53 })).toMatchObject({
      code: 'OFFICER_OVERCOMMITTED',
      args: { capacityHalfDays: 352, requestedHalfDays: 353, fteHundredths: 80 },
    });
  });

  it('do at most one full-time job at a time, by their address', async () => {
    const half = { personEmail: 'twee@example.org', fteHundredths: 50, allocations: [], commonHalfDays: 0 };
    await appoint(half);
    expect(
      await refused({ ...half, personEmail: 'TWEE@example.org', fteHundredths: 51, validFrom: '2027-01-01' }),
    ).toMatchObject({
      code: 'OFFICER_FTE_TOO_HIGH',
      args: { totalHundredths: 101, maximumHundredths: 100, day: '2027-01-01' },
    });
    await appoint(half);
    const three = await Promise.all(
      [1, 2, 3].map(() => manager.ask(APPOINT, { input: wanted({ ...half, personEmail: 'drie@example.org' }) })),
    );
    expect(three.filter(({ errors }) => errors?.[0]?.extensions.code === 'OFFICER_FTE_TOO_HIGH')).toHaveLength(1);
  });

  it('are refused for strangers, twice the same municipality and impossible values', async () => {
    const { mesen, ardooie } = stage.municipalities;
    const to = (municipalityId: string, halfDaysPerYear = 1) => ({ municipalityId, halfDaysPerYear });
    expect(await refused({ allocations: [to(mesen)] })).toMatchObject({
      code: 'OFFICER_MUNICIPALITY_NOT_MEMBER',
      args: { municipality: 'Mesen' },
    });
    expect(await refused({ allocations: [to(ardooie), to(ardooie)] })).toMatchObject({ args: { reason: 'DUPLICATE' } });
    expect(await refused({ allocations: [to(ardooie, -1)] })).toMatchObject({ args: { reason: 'TOO_SMALL' } });
    expect(await refused({ fteHundredths: 101 })).toMatchObject({ code: 'INVALID_INPUT', field: 'fteHundredths' });
    expect(await refused({ personEmail: 'geen adres' })).toMatchObject({ code: 'INVALID_INPUT', field: 'personEmail' });
    expect(await refused({ validUntil: '2025-12-31' })).toMatchObject({ args: { reason: 'ENDS_BEFORE_START' } });
    expect(await refused({ personName: '\u0000' })).toMatchObject({ field: 'personName' });
  });

  it('get their half-days divided anew, one change at a time', async () => {
    const officer = await appoint({
      personEmail: null,
      fteHundredths: 50,
      allocations: allocations(10, 20, 30),
      commonHalfDays: 0,
    });
    const input = {
      officerId: officer.id,
      expectedVersion: 1,
      allocations: allocations(30, 20, 10),
      commonHalfDays: 5,
    };
    const { changeOfficerAllocations } = await manager.get<{ changeOfficerAllocations: { officer: Officer } }>(DIVIDE, {
      input,
    });
    expect(changeOfficerAllocations.officer).toMatchObject({ version: 2, allocatedHalfDays: 65, commonHalfDays: 5 });
    expect(changeOfficerAllocations.officer.allocations[0]).toEqual({
      halfDaysPerYear: 30,
      municipality: { name: 'Ardooie' },
    });
    expect((await manager.refusal(DIVIDE, { input })).extensions).toMatchObject({
      code: 'CONFLICT',
      args: { currentVersion: 2, changedBy: 'Persoon manager' },
    });
    const tooMuch = { ...input, expectedVersion: 2, allocations: allocations(100, 100, 100) };
    expect((await manager.refusal(DIVIDE, { input: tooMuch })).extensions.code).toBe('OFFICER_OVERCOMMITTED');
    const same = { ...input, expectedVersion: 2, commonHalfDays: null };
    const again = await manager.get<{ changeOfficerAllocations: { officer: Officer } }>(DIVIDE, { input: same });
    expect(again.changeOfficerAllocations.officer.version).toBe(2);
  });

  it('leave on a last day and are then found only by asking for a day', async () => {
    const officer = await appoint({ personName: 'Tijdelijk', fteHundredths: 10, allocations: [], commonHalfDays: 0 });
    const input = { officerId: officer.id, expectedVersion: 1, validUntil: '2026-01-31' };
    await manager.get(END, { input });
    const namesOf = async (on?: string) => {
      const { partnership } = await manager.get<{ partnership: { officers: Officer[] } }>(READ, {
        id: stage.partnershipId,
        on,
      });
      return partnership.officers.map(({ personName }) => personName);
    };
    expect(await namesOf()).not.toContain('Tijdelijk');
    expect(await namesOf('2026-01-31')).toContain('Tijdelijk');
    expect(await namesOf('2026-02-01')).not.toContain('Tijdelijk');
    const before = { ...input, expectedVersion: 2, validUntil: '2025-12-31' };
    expect((await manager.refusal(END, { input: before })).extensions).toMatchObject({
      args: { reason: 'ENDS_BEFORE_START' },
    });
  });

  it('are appointed by managers, seen by everybody inside, and hidden from actors and outsiders', async () => {
    for (const persona of ['officer', 'member', 'reader', 'coordinator'] as const) {
      const client = await stage.as(persona);
      expect((await refused({}, client)).code).toBe('FORBIDDEN');
      const { partnership } = await client.get<{ partnership: { officers: Officer[] } }>(READ, {
        id: stage.partnershipId,
      });
      expect(partnership.officers.length).toBeGreaterThan(0);
    }
    const { partnership } = await manager.get<{ partnership: { officers: Officer[] } }>(READ, {
      id: stage.partnershipId,
    });
    const { id } = partnership.officers[0]!;
    for (const persona of ['fedasil', 'outsider'] as const) {
      const client = await stage.as(persona);
      expect((await refused({}, client)).code).toBe('NOT_FOUND');
      const end = { input: { officerId: id, expectedVersion: 1, validUntil: '2027-01-01' } };
      expect((await client.refusal(END, end)).extensions.code).toBe('NOT_FOUND');
      expect(await client.get(`query ($id: ID!) { node(id: $id) { id } }`, { id })).toEqual({ node: null });
    }
    const fedasil = await stage.as('fedasil');
    const seen = await fedasil.get<{ partnership: { officers: Officer[] } }>(READ, { id: stage.partnershipId });
    expect(seen.partnership.officers).toEqual([]);
    const log = await fedasil.get<{ partnership: { recentEvents: unknown[] } }>(
      `query ($id: ID!) { partnership(id: $id) { recentEvents(first: 50) { type } } }`,
      { id: stage.partnershipId },
    );
    expect(log.partnership.recentEvents).toEqual([]);
  });

  it('tell the partnership what happened', async () => {
    const { partnership } = await manager.get<{
      partnership: { recentEvents: { type: string; changedFields: string[]; subject: { id: string } | null }[] };
    }>(`query ($id: ID!) { partnership(id: $id) { recentEvents(first: 50) { type changedFields subject { id } } } }`, {
      id: stage.partnershipId,
    });
    const events = new Map(partnership.recentEvents.map((event) => [event.type, event]));
    expect(events.get('OFFICER_APPOINTED')?.changedFields).toEqual([]);
    expect(events.get('OFFICER_ALLOCATIONS_CHANGED')?.changedFields).toEqual(['allocations', 'commonHalfDays']);
    expect(events.get('OFFICER_APPOINTMENT_ENDED')?.changedFields).toEqual(['validUntil']);
    expect(events.get('OFFICER_APPOINTED')?.subject).not.toBeNull();
  });
});
