import { Clock, dayInBrussels } from '#libs/kernel';
import { Collector } from '#libs/notifications';
import { DemoCalendar, type Happening } from './demo.calendar.js';
import type { DemoOfficer, DemoPartnership } from './demo.model.js';
import { DemoOwner } from './demo.owner.js';
import { createDemoPartnership, invitationStory, officerStory, partnershipStory } from './demo.partnerships.js';
import { pathStory } from './demo.path.js';
import { DemoStage } from './demo.stage.js';
import { requestStory } from './demo.requests.js';
import { taskStory, type TaskSetting } from './demo.tasks.js';
import { demoPartnerships } from './partnerships.data.js';
import { demoOrganisations, demoPeople } from './people.data.js';
import { demoRequests } from './requests/index.js';
import { demoTasks } from './tasks/index.js';

/** Where the demo goes. */
export interface DemoTarget {
  /** The database as its owner: makes accounts and mandates. */
  ownerUrl: string;
  /** The database as the API's login role: everything else goes through the API's own actions. */
  apiUrl: string;
  /** The day up to which the story runs; today when absent. */
  now?: Date;
  /** Told what takes a while. */
  onStep?: (step: string) => void;
}

/** Loads the demo unless it is there; what is left of a load that was broken off is cleared away first. */
export const loadDemo = async (target: DemoTarget): Promise<'loaded' | 'present'> => {
  const owner = await DemoOwner.open(target.ownerUrl);
  try {
    if (await owner.isLoaded()) {
      await owner.introduce();
      return 'present';
    }
    await owner.unload();
    target.onStep?.('loading the demo (once)');
    await play(owner, target);
    return 'loaded';
  } finally {
    await owner.close();
  }
};

/** Removes the demo's people and all their partnerships, whatever was done to them; real ones stay. */
export const emptyDemo = async (ownerUrl: string): Promise<void> => {
  const owner = await DemoOwner.open(ownerUrl);
  try {
    await owner.unload();
  } finally {
    await owner.close();
  }
};

/** The demo as on its first day. */
export const resetDemo = async (target: DemoTarget): Promise<void> => {
  await emptyDemo(target.ownerUrl);
  await loadDemo(target);
};

const play = async (owner: DemoOwner, { apiUrl, now }: DemoTarget): Promise<void> => {
  const calendar = new DemoCalendar(dayInBrussels(now ?? new Clock().now()));
  const since = calendar.dayAgo(400);
  const organisations = await owner.organisations(demoOrganisations);
  const accounts = await owner.people(demoPeople, organisations, since);
  const stage = await DemoStage.open(apiUrl);
  try {
    const municipalities = await owner.municipalities(demoPartnerships.flatMap(({ members }) => members));
    const actors = await owner.actors(actorsNamed());
    const names = new Map(demoPeople.map(({ key, name }) => [key, name]));
    const nameOf = (person: string) => names.get(person)!;
    const places = await owner.query<{ name: string; id: string }>(
      `select name, municipality_id as id from directory.municipality_names
       where municipality_id = any ($1) and valid_until is null`,
      [[...municipalities.values()]],
    );
    const placesByName = new Map(places.map(({ name, id }) => [name, id]));
    const setting = { owner, stage, calendar, municipalities, actors, accounts, nameOf, places: placesByName };
    for (const partnership of demoPartnerships) await tell(setting, partnership, organisations);
    await stage.action(Collector).catchUp();
  } finally {
    await stage.close();
  }
  await owner.readOldNews();
  await owner.openTheDoors(demoPeople);
  await owner.introduce();
};

/** Plays the story of one partnership, event after event. */
const tell = async (setting: TaskSetting, demo: DemoPartnership, organisations: Map<string, string>): Promise<void> => {
  const { owner, stage, calendar, accounts } = setting;
  const callerOf = (person: string) => owner.caller(accounts.get(person)!);
  const [first] = calendar.spread([{ ago: demo.created, by: demo.manager, run: async () => undefined }]);
  const manager = await callerOf(demo.manager);
  const partnership = await stage.act(manager, first!.at, () => createDemoPartnership(setting, demo));
  await owner.mandates(demo, partnership.id, demoPeople, organisations, calendar);
  const story: Happening[] = [
    ...partnershipStory(setting, demo, partnership),
    ...invitationStory(setting, demo, partnership),
    ...(demo.officer ? officerStory(setting, demo as DemoPartnership & { officer: DemoOfficer }, partnership) : []),
    ...pathStory(setting, demo, partnership.id),
    ...(demoTasks[demo.key] ?? []).flatMap((task) => taskStory(setting, partnership.id, task)),
    ...(demoRequests[demo.key] ?? []).flatMap((request) => requestStory(setting, partnership.id, request)),
  ];
  const callers = new Map<string, Awaited<ReturnType<typeof callerOf>>>();
  for (const { at, by, run } of calendar.spread(story)) {
    if (!callers.has(by)) callers.set(by, await callerOf(by));
    await stage.act(callers.get(by)!, at, run);
  }
};

const actorsNamed = (): string[] => [
  ...new Set([
    ...Object.values(demoTasks).flatMap((tasks) => tasks.flatMap((task) => task.actors ?? [])),
    ...Object.values(demoRequests).flatMap((requests) => requests.map(({ actor }) => actor)),
  ]),
];
