import { registerEnumType } from '@nestjs/graphql';
import {
  integrationObjectives,
  taskAudiences,
  taskPriorities,
  taskStatuses,
  type IntegrationObjective,
  type TaskAudience,
  type TaskPriority,
  type TaskStatus,
} from './task.rules.js';
import { taskOrderings, type TaskOrderName } from './task-filter.js';

const enumOf = <K extends string>(
  values: readonly K[],
  name: string,
  description: string,
  texts: Record<K, string>,
): Record<K, K> => {
  const object = Object.fromEntries(values.map((value) => [value, value])) as Record<K, K>;
  const valuesMap = Object.fromEntries(values.map((value) => [value, { description: texts[value] }])) as Record<
    K,
    { description: string }
  >;
  registerEnumType(object, { name, description, valuesMap });
  return object;
};

export const TaskStatusEnum = enumOf<TaskStatus>(taskStatuses, 'TaskStatus', 'The column a task stands in.', {
  TODO: 'To do.',
  BUSY: 'Somebody is busy with it.',
  WAITING: 'Waiting on another; the task says on whom.',
  DONE: 'Done.',
});

export const TaskPriorityEnum = enumOf<TaskPriority>(taskPriorities, 'TaskPriority', 'How pressing a task is.', {
  LOW: 'When there is time.',
  NORMAL: 'As planned.',
  HIGH: 'Before the others.',
  URGENT: 'Now.',
});

export const IntegrationObjectiveEnum = enumOf<IntegrationObjective>(
  integrationObjectives,
  'IntegrationObjective',
  'The four objectives of Flemish integration policy a task can serve.',
  {
    PARTICIPATION: 'Independent and proportional participation of persons of foreign origin.',
    ACCESSIBILITY: 'All services accessible to everybody.',
    CITIZENSHIP: 'Active and shared citizenship of everybody.',
    COHESION: 'Stronger social cohesion.',
  },
);

export const TaskAudienceEnum = enumOf<TaskAudience>(
  taskAudiences,
  'TaskAudience',
  'Who sees a task, or may read a comment.',
  {
    OWN_ORGANISATION: 'Only those who act for the organisation on whose behalf it was made.',
    PARTNERSHIP: 'Everybody who works in the partnership.',
    INVOLVED_ACTORS:
      'Also the staff of the actors involved: of a task without its steps, and of its comments those with this audience.',
  },
);

export const TaskOrderEnum = enumOf<TaskOrderName>(
  Object.keys(taskOrderings) as TaskOrderName[],
  'TaskOrder',
  'The order of a list of tasks.',
  {
    BOARD: 'As the cards hang on the board.',
    DUE_DATE: 'First due first, without a date last.',
    NEWEST: 'Newest first.',
    NUMBER: 'By readable number.',
  },
);
