import 'reflect-metadata';
import { Client } from '../../../../test/support/client.js';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { startApi, type ApiProcess } from '../../../../test/support/servers.js';
import { World } from '../../../../test/support/world.js';
import { emptyDemo, loadDemo, resetDemo } from './index.js';

const BOARD = `query ($after: Cursor) { partnerships(first: 5) { nodes {
  id name status exampleData version population viewerRole startsOn endsOn legalForm { code } notices { code severity }
  members { municipality { name } contact { displayName } openTaskCount }
  officers { personName fteHundredths commonHalfDays allocatedHalfDays capacityHalfDays person { displayName }
             allocations { halfDaysPerYear municipality { name } } }
  tasks(first: 100, after: $after) { totalCount nodes { number title status createdAt dueOn waitingOnActor { code } audience commentCount } }
} } }`;

interface Task {
  number: number;
  title: string;
  status: string;
  createdAt: string;
  dueOn: string | null;
  waitingOnActor: { code: string } | null;
  audience: string;
  commentCount: number;
}
interface Partnership {
  name: string;
  status: string;
  exampleData: boolean;
  population: number;
  viewerRole: string;
  legalForm: { code: string };
  notices: { code: string; severity: string }[];
  members: { municipality: { name: string }; contact: { displayName: string } | null; openTaskCount: number }[];
  officers: {
    commonHalfDays: number;
    allocatedHalfDays: number;
    capacityHalfDays: number;
    person: { displayName: string } | null;
    allocations: { halfDaysPerYear: number; municipality: { name: string } }[];
  }[];
  tasks: { totalCount: number; nodes: Task[] };
}

describe('the demo', () => {
  let database: TestDatabase;
  let world: World;
  let api: ApiProcess;

  const seenBy = async (persona: string): Promise<Partnership[]> => {
    const client = await Client.as(api.url, persona);
    return (await client.get<{ partnerships: { nodes: Partnership[] } }>(BOARD)).partnerships.nodes;
  };
  const counted = async () => {
    const [row] = await world.rows<Record<string, number>>(
      `select (select count(*)::int from access.accounts) as accounts,
              (select count(*)::int from live.streams) as streams,
              (select count(*)::int from live.events) as events,
              (select count(*)::int from coordination.tasks) as tasks`,
    );
    return row!;
  };

  beforeAll(async () => {
    database = await freshDatabase();
    world = await World.open(database.ownerUrl);
    expect(await loadDemo(database)).toBe('loaded');
    api = await startApi({ databaseUrl: database.apiUrl });
  }, 120_000);
  afterAll(async () => {
    await api.stop();
    await world.close();
    await database.drop();
  });

  it('is loaded once', async () => {
    const before = await counted();
    expect(await loadDemo(database)).toBe('present');
    expect(await counted()).toEqual(before);
  });

  it('shows five municipalities that share one officer', async () => {
    const [partnership, ...others] = await seenBy('official-pittem');
    expect(others).toEqual([]);
    expect(partnership).toMatchObject({
      name: 'Interlokale vereniging Samen Midwest-Oost',
      status: 'ACTIVE',
      exampleData: true,
      population: 43_627,
      viewerRole: 'MEMBER',
      notices: [],
    });
    const contacts = partnership!.members.map(({ municipality, contact }) => [municipality.name, contact?.displayName]);
    expect(Object.fromEntries(contacts)).toEqual({
      Ardooie: 'Pieter Lagrou',
      Dentergem: 'Sarah Mestdagh',
      Oostrozebeke: 'Jonas Callens',
      Pittem: 'Els Vercruysse',
      Wielsbeke: 'Tom Bekaert',
    });
    const [officer] = partnership!.officers;
    expect(officer).toMatchObject({
      person: { displayName: 'Noor Vandamme' },
      commonHalfDays: 40,
      allocatedHalfDays: 440,
      capacityHalfDays: 440,
    });
    const shares = officer!.allocations.map(({ municipality, halfDaysPerYear }) => [
      municipality.name,
      halfDaysPerYear,
    ]);
    expect(Object.fromEntries(shares)).toEqual({
      Ardooie: 90,
      Dentergem: 80,
      Oostrozebeke: 70,
      Pittem: 60,
      Wielsbeke: 100,
    });
  });

  it('has a year of tasks up to today', async () => {
    const [{ tasks }] = (await seenBy('officer')) as [Partnership];
    expect(tasks.totalCount).toBeGreaterThanOrEqual(85);
    const moments = tasks.nodes.map(({ createdAt }) => Date.parse(createdAt));
    const daysAgo = (moment: number) => (Date.now() - moment) / 86_400_000;
    expect(daysAgo(Math.min(...moments))).toBeGreaterThan(350);
    expect(daysAgo(Math.max(...moments))).toBeLessThan(8);
    const inOrder = [...tasks.nodes].sort((a, b) => a.number - b.number).map(({ createdAt }) => createdAt);
    expect(inOrder).toEqual([...inOrder].sort());
    const waiting = tasks.nodes.filter(({ status }) => status === 'WAITING');
    expect(new Set(waiting.map(({ waitingOnActor }) => waitingOnActor?.code))).toContain('FEDASIL');
    const today = new Date().toISOString().slice(0, 10);
    expect(
      tasks.nodes.filter(({ status, dueOn }) => status !== 'DONE' && dueOn && dueOn < today).length,
    ).toBeGreaterThan(4);
  });

  it('shows actors what was shared with them and outsiders only their own partnership', async () => {
    const [partnership] = (await seenBy('fedasil')) as [Partnership];
    expect(partnership.viewerRole).toBe('ANSWERER');
    expect(partnership.officers).toEqual([]);
    expect(partnership.tasks.totalCount).toBeGreaterThan(3);
    expect(partnership.tasks.nodes.every(({ audience }) => audience === 'INVOLVED_ACTORS')).toBe(true);
    const [other, ...more] = await seenBy('outsider');
    expect(more).toEqual([]);
    expect(other).toMatchObject({ legalForm: { code: 'PROJECT_ASSOCIATION' }, status: 'ACTIVE' });
  });

  it('has members by decision, one for a time only, an auditor, and somebody who did not answer yet', async () => {
    const [{ id }] = (await seenBy('auditor')) as [Partnership & { id: string }];
    const query = `query ($id: ID!) { partnershipAccess(partnershipId: $id) { viewerMayManage
      members { person { displayName } mandate { role validUntil decidedBy } state }
      invitations { displayName state organisation { name } } } }`;
    interface Access {
      viewerMayManage: boolean;
      members: {
        person: { displayName: string };
        mandate: { role: string; validUntil: string | null; decidedBy: string | null };
        state: string;
      }[];
      invitations: object[];
    }
    const read = async (persona: string) => {
      const client = await Client.as(api.url, persona);
      return (await client.get<{ partnershipAccess: Access }>(query, { id })).partnershipAccess;
    };
    const auditor = await read('auditor');
    expect(auditor).toMatchObject({ viewerMayManage: false, invitations: [] });
    expect(auditor.members.map(({ mandate }) => mandate.role)).toEqual(expect.arrayContaining(['MANAGER', 'AUDITOR']));
    const { members, invitations } = await read('manager');
    const passing = members.filter(({ mandate }) => mandate.validUntil);
    expect(passing).toMatchObject([{ person: { displayName: 'Lotte Maertens' }, state: 'ACTIVE' }]);
    const [manager] = members;
    expect(manager?.mandate.decidedBy).toMatch(/^Gemeenteraad van Wielsbeke, \d{1,2} [a-z]+ \d{4}$/);
    expect(invitations).toEqual([
      { displayName: 'Isabelle Rosseel', state: 'OPEN', organisation: { name: 'OCMW Dentergem' } },
    ]);
  });

  it('has one across two regions with a facility municipality', async () => {
    const [partnership] = (await seenBy('manager-taalgrens')) as [Partnership];
    expect(partnership.status).toBe('DRAFTING');
    expect(partnership.members).toHaveLength(4);
    expect(partnership.notices.map(({ code }) => code).sort()).toEqual([
      'LANGUAGE_FACILITIES_MEMBER',
      'MEMBERS_IN_SEVERAL_REGIONS',
    ]);
  });

  it('has events in order of time without a gap', async () => {
    const wrong = await world.rows(
      `select 1 from (select sequence, at, row_number() over w as place, lag(at) over w as before from live.events
                      window w as (partition by stream_id order by sequence)) e
       where sequence <> place or at < before or at > now()`,
    );
    expect(wrong).toEqual([]);
  });

  it('starts again after a load that was broken off, and leaves real people alone', async () => {
    const organisation = await world.organisation('REGION', 'Echt', null);
    await world.person('echt', organisation);
    const whole = await counted();
    await world.rows(`update access.accounts set persona = null where email like '%@samenregie.example'`);
    expect(await loadDemo(database)).toBe('loaded');
    expect(await counted()).toEqual(whole);
    await emptyDemo(database.ownerUrl);
    expect(await counted()).toEqual({ accounts: 1, streams: 0, events: 0, tasks: 0 });
    await resetDemo({ ...database, now: new Date('2024-10-07T10:00:00Z') });
    const [project] = await world.rows(
      `select status from partnerships.partnerships where legal_form_code = 'PROJECT_ASSOCIATION'`,
    );
    // A year of elections: this form cannot be founded then.
    expect(project).toEqual({ status: 'IN_COUNCILS' });
  }, 120_000);
});
