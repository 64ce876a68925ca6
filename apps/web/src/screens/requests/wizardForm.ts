import type { NewRequest } from './newRequest.js';

/** The form of all steps, as its fields and the summary of its errors call it. */
export const wizardForm = 'new-request';

/** What each step shows and changes. */
export interface StepProps {
  request: NewRequest;
  set(change: Partial<NewRequest>): void;
  errorOf(field: keyof NewRequest): string | undefined;
}
