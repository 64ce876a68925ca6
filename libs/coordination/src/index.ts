import type { Migration } from '#libs/platform';
import { CalendarFeeds1796140110000 } from '../migrations/1796140110000-calendar-feeds.js';
import { CreateTasks1796000700000 } from '../migrations/1796000700000-create-tasks.js';
import { FollowTasks1796140000000 } from '../migrations/1796140000000-follow-tasks.js';
import { TaskHistory1796140010000 } from '../migrations/1796140010000-task-history.js';
import { LinkTasks1796140020000 } from '../migrations/1796140020000-link-tasks.js';
import { Labels1796140030000 } from '../migrations/1796140030000-labels.js';
import { PartiesOfTasks1796140410000 } from '../migrations/1796140410000-parties-of-tasks.js';
import { RepeatTasks1796140310000 } from '../migrations/1796140310000-repeat-tasks.js';
import { FilterByOwnFields1796140311000 } from '../migrations/1796140311000-filter-by-own-fields.js';
import { CustomFields1796140120000 } from '../migrations/1796140120000-custom-fields.js';
import { Audiences1796110610000 } from '../migrations/1796110610000-audiences.js';
import { SearchManyTasks1796140210000 } from '../migrations/1796140210000-search-many-tasks.js';
import { SearchStepsAndOwnFields1796140400000 } from '../migrations/1796140400000-search-steps-and-own-fields.js';
import { StarterPaths1796140301000 } from '../migrations/1796140301000-starter-paths.js';
import { TaskTemplates1796140300000 } from '../migrations/1796140300000-task-templates.js';
import { SearchTasks1796110630000 } from '../migrations/1796110630000-search-tasks.js';
import { FilesOfTasks1796110560000 } from '../migrations/1796110560000-files-of-tasks.js';
import { ViewsBulkImports1796140100000 } from '../migrations/1796140100000-views-bulk-imports.js';

export { AddTaskComment } from './actions/add-task-comment.js';
export { ChangeChecklist } from './actions/change-checklist.js';
export { CreateTask } from './actions/create-task.js';
export { MoveTask } from './actions/move-task.js';
export { UpdateTask } from './actions/update-task.js';
export { TaskType } from './task.types.js';
export { LinkTasks } from './links/link-tasks.js';
export { DecideOnSteps } from './starter/decide-on-steps.js';
export { ChangeTemplates } from './templates/change-templates.js';
export { CoordinationModule } from './coordination.module.js';

/** Migrations of this room. */
export const coordinationMigrations: Migration[] = [
  CreateTasks1796000700000,
  Audiences1796110610000,
  SearchTasks1796110630000,
  FilesOfTasks1796110560000,
  FollowTasks1796140000000,
  TaskHistory1796140010000,
  LinkTasks1796140020000,
  Labels1796140030000,
  ViewsBulkImports1796140100000,
  CalendarFeeds1796140110000,
  CustomFields1796140120000,
  SearchManyTasks1796140210000,
  TaskTemplates1796140300000,
  StarterPaths1796140301000,
  RepeatTasks1796140310000,
  FilterByOwnFields1796140311000,
  SearchStepsAndOwnFields1796140400000,
  PartiesOfTasks1796140410000,
];
