import { defineErrors } from '#libs/kernel';
import { createCipheriv, createDecipheriv } from 'node:crypto';

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

const BLOCK = 16;
const NUMBER_BYTES = 6;

/** What a cursor holds of an epoch, which is a random UUID: its last 80 bits. */
const markOf = (epoch: string): Buffer => Buffer.from(epoch.replaceAll('-', '').slice(2 * NUMBER_BYTES), 'hex');

/**
 * Cursors that say nothing: number and epoch under one block of AES. The same place is the same text for everybody, so that
 * frames stay shared; a text of anybody else's making opens to the epoch of no log (2^-80), and so does one of another log.
 */
export class CursorCipher {
  private readonly seal;
  private readonly unseal;
  /** The epoch asked for last: all events of a look have one. */
  private marked: { epoch: string; mark: Buffer } = { epoch: '', mark: Buffer.alloc(0) };

  /** @param secret 32 bytes. */
  constructor(secret: Buffer) {
    // A single block that is never the same twice is the one thing ECB is right for; without padding nothing is kept back.
    this.seal = createCipheriv('aes-256-ecb', secret, null).setAutoPadding(false);
    this.unseal = createDecipheriv('aes-256-ecb', secret, null).setAutoPadding(false);
  }

  /** An opaque cursor for a place in a log. */
  encode({ epoch, sequence }: LogPosition): string {
    const block = Buffer.allocUnsafe(BLOCK);
    block.writeUIntBE(sequence, 0, NUMBER_BYTES);
    this.mark(epoch).copy(block, NUMBER_BYTES);
    return this.seal.update(block).toString('base64url');
  }

  /** The number a cursor stands for in a log of this epoch; undefined for a text that is no place in it. */
  decode(cursor: string, epoch: string): number | undefined {
    const sealed = Buffer.from(cursor, 'base64url');
    if (sealed.length !== BLOCK || sealed.toString('base64url') !== cursor) return undefined;
    const block = this.unseal.update(sealed);
    return block.subarray(NUMBER_BYTES).equals(this.mark(epoch)) ? block.readUIntBE(0, NUMBER_BYTES) : undefined;
  }

  private mark(epoch: string): Buffer {
    if (this.marked.epoch !== epoch) this.marked = { epoch, mark: markOf(epoch) };
    return this.marked.mark;
  }
}
