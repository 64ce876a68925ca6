import type { FirstYearStep } from './step.js';
import { founding } from './steps-founding.js';
import { working } from './steps-working.js';

/**
 * What a partnership that starts has to do in its first year. Every rule of law has its article, or what is known of it;
 * what is advice says so. Nothing here is read as law by the code: steps are proposed, never required.
 */
export const firstYear: readonly FirstYearStep[] = [...founding, ...working];
