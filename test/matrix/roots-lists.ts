// Mutations of lists: saved views, many tasks at once, imported files. See roots.ts.
import type { MutationExpectation } from './roots.js';

export const listMutations: Record<string, MutationExpectation> = {
  createSavedView: {
    capability: 'view.save',
    input: ({ partnership }) => [{ partnershipId: partnership, name: 'Nieuw', query: 'weergave=lijst' }],
  },
  updateSavedView: { capability: 'mine', input: ({ view }) => [{ id: view, expectedVersion: 1, name: 'Anders' }] },
  removeSavedView: { capability: 'mine', input: ({ view }) => [{ id: view, expectedVersion: 1 }] },
  changeTasks: {
    capability: 'task.write',
    echoes: ({ tasks }) => [tasks.hidden, tasks.both],
    input: ({ partnership, tasks, taskVersions }) => [
      {
        partnershipId: partnership,
        tasks: [
          { id: tasks.hidden, expectedVersion: taskVersions.hidden },
          { id: tasks.both, expectedVersion: taskVersions.both },
        ],
        change: { priority: 'LOW' },
      },
    ],
  },
  undoTaskChanges: { capability: 'mine', input: ({ bulkChange }) => [{ id: bulkChange }] },
  mapTaskImport: {
    capability: 'mine',
    input: ({ taskImport }) => [{ id: taskImport, expectedVersion: 1, fields: ['TITLE'] }],
  },
  runTaskImport: { capability: 'mine', input: ({ taskImport }) => [{ id: taskImport, count: 10 }] },
  renewCalendarFeed: { capability: 'staff', input: () => [{}] },
  removeCalendarFeed: { capability: 'staff', input: () => [{}] },
  removeTaskImport: { capability: 'mine', input: ({ taskImport }) => [{ id: taskImport }] },
};
