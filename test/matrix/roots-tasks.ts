import { inDays } from './days.js';
import type { MutationExpectation, Variables } from './roots.js';
import type { Things } from './world.js';
import type { TaskKey } from './words.js';

const eachTask = (make: (id: string, expectedVersion: number) => Variables) => (things: Things) =>
  (['hidden', 'both'] as TaskKey[]).map((key) => make(things.tasks[key], things.taskVersions[key]));

/** How each mutation of tasks is called, and who may. */
export const taskMutations: Record<string, MutationExpectation> = {
  createTask: {
    capability: 'task.write',
    input: ({ partnership }) => [{ partnershipId: partnership, title: 'Nieuw', checklist: ['stap'] }],
    references: { assigneeId: ({ person }) => person },
  },
  updateTask: {
    capability: 'task.write',
    input: eachTask((id, expectedVersion) => ({ id, expectedVersion, title: 'Anders' })),
    references: { assigneeId: ({ person }) => person },
  },
  moveTask: {
    capability: 'task.write',
    input: eachTask((id, expectedVersion) => ({ id, expectedVersion, status: 'BUSY' })),
    references: { afterId: ({ tasks }) => tasks.fedasil, beforeId: ({ tasks }) => tasks.vdab },
  },
  addChecklistItem: { capability: 'task.write', input: eachTask((taskId) => ({ taskId, label: 'Nieuw' })) },
  updateChecklistItem: {
    capability: 'task.write',
    input: ({ item }) => [{ id: item, expectedVersion: 1, done: true }],
  },
  removeAttachment: { capability: 'task.write', input: ({ attachment }) => [{ id: attachment }] },
  removeChecklistItem: { capability: 'task.write', input: ({ item }) => [{ id: item, expectedVersion: 1 }] },
  addTaskComment: { capability: 'task.comment', input: eachTask((taskId) => ({ taskId, body: 'Nieuw' })) },
  createCustomField: {
    capability: 'field.manage',
    input: ({ partnership }) => [{ partnershipId: partnership, name: 'Nieuw', type: 'CHOICE', choices: ['a'] }],
  },
  updateCustomField: {
    capability: 'field.manage',
    input: ({ field }) => [{ id: field, expectedVersion: 1, name: 'Anders' }],
  },
  removeCustomField: { capability: 'field.manage', input: ({ field }) => [{ id: field, expectedVersion: 1 }] },
  createLabel: {
    capability: 'label.manage',
    input: ({ partnership }) => [{ partnershipId: partnership, name: 'Nieuw', colour: 'PINK' }],
  },
  updateLabel: {
    capability: 'label.manage',
    input: ({ label }) => [{ id: label, expectedVersion: 1, name: 'Anders' }],
  },
  removeLabel: { capability: 'label.manage', input: ({ label }) => [{ id: label, expectedVersion: 1 }] },
  createTaskTemplate: {
    capability: 'template.manage',
    input: ({ partnership }) => [{ partnershipId: partnership, title: 'Nieuw', checklist: ['stap'] }],
  },
  updateTaskTemplate: {
    capability: 'template.manage',
    input: ({ template }) => [{ id: template, expectedVersion: 1, title: 'Anders' }],
  },
  removeTaskTemplate: {
    capability: 'template.manage',
    input: ({ template }) => [{ id: template, expectedVersion: 1 }],
  },
  setStarterPath: {
    capability: 'task.write',
    input: ({ partnership }) => [{ partnershipId: partnership, expectedVersion: 0, asksSubsidy: true }],
  },
  takeOverStarterSteps: {
    capability: 'task.write',
    input: ({ partnership }) => [{ partnershipId: partnership, codes: ['ACTION_PLAN'], startsOn: inDays(0) }],
  },
  skipStarterStep: {
    capability: 'task.write',
    input: ({ partnership }) => [{ partnershipId: partnership, code: 'ENVIRONMENT', reason: 'later' }],
  },
  unskipStarterStep: {
    capability: 'task.write',
    input: ({ partnership }) => [{ partnershipId: partnership, code: 'LEARNING_NETWORK' }],
  },
  addTaskNeed: {
    capability: 'task.write',
    input: ({ tasks }) => [{ taskId: tasks.vdab, neededId: tasks.hidden }],
    references: { neededId: ({ tasks }) => tasks.hidden },
  },
  removeTaskNeed: {
    capability: 'task.write',
    input: ({ tasks }) => [{ taskId: tasks.both, neededId: tasks.hidden }],
    references: { neededId: ({ tasks }) => tasks.hidden },
  },
  setTaskParent: {
    capability: 'task.write',
    input: ({ tasks }) => [{ taskId: tasks.hidden, parentId: tasks.vdab }],
    references: { parentId: ({ tasks }) => tasks.vdab },
  },
  copyTaskToMunicipalities: {
    capability: 'task.write',
    input: ({ tasks, municipalities }) =>
      (['hidden', 'both'] as const).map((key) => ({ id: tasks[key], municipalityIds: municipalities.slice(0, 1) })),
  },
  followTask: { capability: 'task.comment', input: eachTask((taskId) => ({ taskId, following: false })) },
};
