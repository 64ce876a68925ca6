import { commonErrors, type AppError } from './errors.js';

/** The CONFLICT answer, with what a person needs to decide: the newest version, who made it and when. */
export const conflict = (current: {
  version: number;
  changedBy?: string | null;
  changedAt?: Date | string | null;
}): AppError =>
  commonErrors.CONFLICT({
    args: {
      currentVersion: current.version,
      changedBy: current.changedBy ?? null,
      changedAt: current.changedAt ? new Date(current.changedAt).toISOString() : null,
    },
  });
