import type { DemoTask } from '../demo.model.js';
import { blankaartTasks, taalgrensTasks } from './elsewhere.data.js';
import { foundingTasks } from './founding.data.js';
import { learningTasks } from './learning.data.js';
import { livingTasks } from './living.data.js';
import { policyTasks } from './policy.data.js';
import { receptionTasks } from './reception.data.js';
import { workTasks } from './work.data.js';

/** The tasks of each partnership, by its key. */
export const demoTasks: Record<string, DemoTask[]> = {
  'midwest-oost': [...foundingTasks, ...receptionTasks, ...workTasks, ...learningTasks, ...livingTasks, ...policyTasks],
  blankaart: blankaartTasks,
  taalgrens: taalgrensTasks,
};
