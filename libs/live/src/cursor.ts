import { defineErrors, isUuid } from '#libs/kernel';

export const liveErrors = defineErrors({
  RESYNC_REQUIRED: {
    kind: 'Conflict',
    message: 'This cursor is too old or belongs to another history: load the screen again and go on from its cursor.',
  },
  ACCESS_ENDED: { kind: 'Forbidden', message: 'You no longer have access to this partnership; the stream ends here.' },
});

/** A place in the log of one partnership: after event `sequence` of history `epoch`. */
export interface LogPosition {
  epoch: string;
  sequence: number;
}

/** An opaque cursor for a place in the log. */
export const encodePosition = ({ epoch, sequence }: LogPosition): string =>
  Buffer.from(`${epoch}:${sequence}`).toString('base64url');

/** @throws RESYNC_REQUIRED for a text that is no place in any log: the remedy is the same as for an old one. */
export const decodePosition = (cursor: string): LogPosition => {
  const [epoch, sequence] = Buffer.from(cursor, 'base64url').toString('utf8').split(':');
  const number = Number(sequence);
  if (!isUuid(epoch) || !Number.isSafeInteger(number) || number < 0) throw liveErrors.RESYNC_REQUIRED();
  return { epoch, sequence: number };
};
