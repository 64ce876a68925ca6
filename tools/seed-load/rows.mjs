// The rows of one partnership: what its tasks are, what hangs on them, and what the log says about it.
import { generateNKeysBetween } from 'fractional-indexing';
import { v7 } from 'uuid';

const DAY = 86_400_000;
/** How far back the log goes in a database that is cleared as the settings say, with room to spare. */
const LOGGED_DAYS = 6;
/** Over how long the tasks came about. */
const HISTORY_DAYS = 300;

const STATUSES = ['TODO', 'TODO', 'BUSY', 'WAITING', 'DONE'];
const PRIORITIES = ['LOW', 'NORMAL', 'NORMAL', 'HIGH', 'URGENT'];
const OBJECTIVES = ['PARTICIPATION', 'ACCESSIBILITY', 'CITIZENSHIP', 'COHESION'];
const SUBJECTS = ['Onthaal', 'Taallessen', 'Huisvesting', 'Trajectbegeleiding', 'Tolkdienst', 'Buddywerking'];

export const TABLES = {
  streams: 'live.streams (id, last_sequence, purged_until, created_at)',
  partnerships:
    'partnerships.partnerships (id, name, legal_form_code, status, managing_municipality_id, starts_on, example_data, version, created_at, updated_at)',
  members: 'partnerships.members (id, partnership_id, municipality_id, role, valid_from)',
  statusChanges: 'partnerships.status_changes (id, partnership_id, from_status, to_status, at)',
  participations: 'access.participations (id, partnership_id, organisation_id, valid_from)',
  mandates: 'access.mandates (id, partnership_id, account_id, organisation_id, role, valid_from)',
  counters: 'coordination.task_counters (partnership_id, last_number)',
  tasks:
    'coordination.tasks (id, partnership_id, number, title, description, status, waiting_on_actor_id, due_on, priority, objectives, assignee_id, audience, rank, completed_at, created_at, created_by, updated_at, updated_by, version)',
  towns: 'coordination.task_municipalities (partnership_id, task_id, municipality_id)',
  actors: 'coordination.task_actors (partnership_id, task_id, actor_id)',
  steps: 'coordination.checklist_items (id, partnership_id, task_id, label, done, position)',
  comments: 'coordination.comments (id, partnership_id, task_id, body, author_id, created_at)',
  events:
    'live.events (stream_id, sequence, type, at, account_id, organisation_id, subject_type, subject_id, changed_fields, version, party_ids)',
};

const day = (date) => date.toISOString().slice(0, 10);

/** Rows of several partnerships, by table, in the order in which they may be inserted. */
export class Rows {
  constructor() {
    this.of = Object.fromEntries(Object.keys(TABLES).map((name) => [name, []]));
  }

  /** @returns ids of the partnership and its tasks. */
  add({ name, people, municipalityIds, organisationIds, actorIds, tasks, now }) {
    const id = v7();
    const { of } = this;
    const founded = new Date(now - (HISTORY_DAYS + 30) * DAY);
    of.partnerships.push(
      [id, name, 'INTERLOCAL_ASSOCIATION', 'ACTIVE', municipalityIds[0], day(founded), true, 1, founded, founded], // prettier-ignore
    );
    of.statusChanges.push([v7(), id, null, 'ACTIVE', founded]);
    municipalityIds.forEach((municipality) => of.members.push([v7(), id, municipality, 'FOUNDER', day(founded)]));
    organisationIds.forEach((organisation) => of.participations.push([v7(), id, organisation, day(founded)]));
    for (const { account, organisation, role } of people)
      of.mandates.push([v7(), id, account, organisation, role, day(founded)]);
    if (tasks > 0) of.counters.push([id, tasks]);
    const log = { id, last: 0, purged: 0, logged: now - LOGGED_DAYS * DAY };
    const writers = people.filter(({ role }) => role !== 'READER');
    const taskIds = this.addTasks({ id, tasks, now, log, people, writers, municipalityIds, actorIds });
    of.streams.push([id, log.last, log.purged, founded]);
    return { id, taskIds };
  }

  addTasks({ id, tasks, now, log, people, writers, municipalityIds, actorIds }) {
    const { of } = this;
    const ranks = generateNKeysBetween(null, null, tasks);
    return ranks.map((rank, index) => {
      const task = v7();
      const status = STATUSES[index % STATUSES.length];
      const writer = writers[index % writers.length];
      const created = new Date(now - HISTORY_DAYS * DAY * (1 - index / tasks));
      const subject = SUBJECTS[index % SUBJECTS.length];
      const actor = actorIds[index % actorIds.length];
      const done = status === 'DONE';
      const [steps, comments] = [(index * 7) % 5, (index * 11) % 5];
      const record = (type, at, fields, version) => {
        log.last++;
        if (at < log.logged) return void (log.purged = log.last);
        const { account, organisation } = writer;
        of.events.push([log.id, log.last, type, at, account, organisation, 'CoordinationTask', task, fields, version, []]); // prettier-ignore
      };
      of.tasks.push([
        ...[
          task,
          id,
          index + 1,
          `${subject} ${index + 1}`,
          `Afspraken over ${subject.toLowerCase()}, stap ${index % 9}`,
        ],
        ...[status, status === 'WAITING' ? actor : null, index % 3 ? null : day(new Date(now + (index % 60) * DAY))],
        ...[
          PRIORITIES[index % PRIORITIES.length],
          [OBJECTIVES[index % 4]],
          people[(index * 5) % people.length].account,
        ],
        ...['PARTNERSHIP', rank, done ? created : null, created, writer.account, created, writer.account, 1],
      ]);
      record('TASK_CREATED', created, [], 1);
      for (const offset of municipalityIds.length > 1 ? [0, 1] : [0])
        of.towns.push([id, task, municipalityIds[(index + offset) % municipalityIds.length]]);
      of.actors.push([id, task, actor]);
      for (let nr = 0; nr < steps; nr++) {
        of.steps.push([v7(), id, task, `Stap ${nr + 1}`, done || nr % 2 === 0, nr]);
        record('CHECKLIST_ITEM_ADDED', created, ['checklist'], 1);
      }
      for (let nr = 0; nr < comments; nr++) {
        of.comments.push([v7(), id, task, `Opmerking ${nr + 1}: besproken op het overleg.`, writer.account, created]);
        record('TASK_COMMENT_ADDED', created, ['comments'], 1);
      }
      return task;
    });
  }
}
