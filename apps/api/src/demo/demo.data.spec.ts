import { DemoCalendar } from './demo.calendar.js';
import { demoPartnerships } from './partnerships.data.js';
import { demoOrganisations, demoPeople } from './people.data.js';
import { demoRequests } from './requests/index.js';
import { demoTasks } from './tasks/index.js';

const people = new Set(demoPeople.map(({ key }) => key));
const tasks = Object.entries(demoTasks).flatMap(([partnership, list]) =>
  list.map((task) => ({ partnership, ...task })),
);

describe('the demo data', () => {
  it('has the personas one can sign in as', () => {
    const personas = demoPeople.filter(({ persona }) => persona).map(({ key }) => key);
    for (const key of ['manager', 'officer', 'coordinator', 'fedasil', 'vdab', 'auditor', 'outsider', 'two-hats'])
      expect(personas).toContain(key);
    for (const place of ['ardooie', 'dentergem', 'oostrozebeke', 'pittem', 'wielsbeke'])
      expect(personas).toContain(`official-${place}`);
    for (const { manager } of demoPartnerships) expect(personas).toContain(manager);
  });

  it('names each person, organisation and task once', () => {
    for (const keys of [
      demoPeople.map(({ key }) => key),
      demoPeople.map(({ name }) => name),
      demoOrganisations.map(({ key }) => key),
      tasks.map(({ title }) => title),
    ])
      expect(new Set(keys).size).toBe(keys.length);
    const organisations = new Set(demoOrganisations.map(({ key }) => key));
    for (const { organisation, alsoFor = organisation } of demoPeople)
      for (const place of [organisation, alsoFor]) expect(organisations).toContain(place);
  });

  it('has some ninety tasks for the five municipalities, in every column, some late and some shared', () => {
    const main = tasks.filter(({ partnership }) => partnership === 'midwest-oost');
    expect(main.length).toBeGreaterThanOrEqual(85);
    const column = (task: (typeof main)[number]) => task.moves?.at(-1)?.status ?? 'TODO';
    for (const status of ['TODO', 'BUSY', 'WAITING', 'DONE'])
      expect(main.filter((task) => column(task) === status).length).toBeGreaterThanOrEqual(9);
    expect(main.filter((task) => column(task) !== 'DONE' && (task.due ?? 0) < 0).length).toBeGreaterThanOrEqual(5);
    for (const actor of ['FEDASIL', 'VDAB'])
      expect(main.some((task) => task.shared && column(task) === 'WAITING' && task.moves?.at(-1)?.on === actor)).toBe(
        true,
      );
  });

  it.each(tasks.map((task) => [task.title, task] as const))('%s: happens in order, by people who exist', (_, task) => {
    const moves = task.moves ?? [];
    const days = [task.created, ...moves.map(({ ago }) => ago)];
    expect(days).toEqual([...days].sort((a, b) => b - a));
    expect(Math.min(...days, ...(task.comments ?? []).map(([ago]) => ago))).toBeGreaterThanOrEqual(1);
    for (const [ago] of task.comments ?? []) expect(ago).toBeLessThanOrEqual(task.created);
    for (const by of [
      task.by,
      task.to ?? task.by,
      ...moves.map((move) => move.by),
      ...(task.comments ?? []).map(([, by]) => by),
    ])
      expect(people).toContain(by);
    for (const move of moves) expect(Boolean(move.on)).toBe(move.status === 'WAITING');
    expect(task.ticked ?? 0).toBeLessThanOrEqual(task.steps?.length ?? 0);
    if (task.shared) expect(task.actors?.length).toBeGreaterThan(0);
    const actors = moves.flatMap(({ on }) => (on && /^[A-Z_]+$/.test(on) ? [on] : []));
    for (const actor of actors) expect(task.actors).toContain(actor);
  });
});

describe('the requests of the demo', () => {
  const requests = Object.values(demoRequests).flat();

  it('stand in every state there is a scene for, and name each title once', () => {
    expect(new Set(requests.map(({ title }) => title)).size).toBe(requests.length);
    const deeds = new Set(requests.flatMap(({ steps }) => steps.map(({ does }) => does)));
    for (const does of [
      'send',
      'read',
      'answer',
      'record',
      'accept',
      'reject',
      'wait',
      'escalate',
      'close',
      'note',
    ] as const)
      expect(deeds).toContain(does);
  });

  it.each(requests.map((request) => [request.title, request] as const))('%s: happens in order', (_, request) => {
    const days = [request.created, ...request.steps.map(({ ago }) => ago)];
    expect(days).toEqual([...days].sort((a, b) => b - a));
    expect(Math.min(...days)).toBeGreaterThanOrEqual(1);
    for (const by of [request.by, ...request.steps.map((step) => step.by)]) expect(people).toContain(by);
  });
});

describe('the calendar', () => {
  const calendar = new DemoCalendar('2026-11-23');
  const run = async () => undefined;

  it('knows no weekends', () => {
    expect([1, 2, 3, 4].map((ago) => calendar.dayAgo(ago))).toEqual([
      '2026-11-20',
      '2026-11-20',
      '2026-11-20',
      '2026-11-19',
    ]);
  });

  it('keeps the order, and a day within its hours', () => {
    const happenings = Array.from({ length: 60 }, (_, index) => ({ ago: 5 - (index % 5), by: String(index), run }));
    const dated = calendar.spread(happenings);
    const moments = dated.map(({ at }) => at.toISOString());
    expect(moments).toEqual([...moments].sort());
    expect(new Set(moments).size).toBe(60);
    for (const moment of moments) expect(moment.slice(11, 16) >= '07:00' && moment.slice(11, 16) < '16:00').toBe(true);
    expect(dated.map(({ ago }) => ago)).toEqual([...dated.map(({ ago }) => ago)].sort((a, b) => b - a));
  });
});
