import { fileHeaders, Intake, type UploadRows } from '#libs/files';
import { Clock, commonErrors, newId } from '#libs/kernel';
import { AuditTrail, Db, limits, Throttle } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { requestErrors } from '../request.errors.js';
import { GuestFilesStore, type GuestUpload } from './guest-files.store.js';
import { asGuest, type GuestKeys } from './guest-keys.js';
import { MOST_FILES } from './guest.rules.js';
import { GuestsStore, type GuestView } from './guests.store.js';

/** How far a file is. */
export interface Sent {
  id: string;
  received: number;
  size: number;
}

const isId = (id: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id);

/** Files of one request without an account: fetching those of both sides, and sending one's own with an answer. */
@Injectable()
export class GuestFiles {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly guests: GuestsStore,
    private readonly store: GuestFilesStore,
    private readonly intake: Intake,
    private readonly throttle: Throttle,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws ANSWER_SESSION_OVER, REQUEST_ENDED, ANSWER_TOO_MANY_FILES, FILE_*, RATE_LIMITED */
  async begin(keys: GuestKeys, given: string, size: number): Promise<Sent> {
    return this.as(keys, async ({ guest }) => {
      const { points, windowSeconds } = limits.answerFiles;
      await this.throttle.take(`answer file ${guest.id}`, points, windowSeconds);
      const file = { id: newId(), name: this.intake.check(given, size), size };
      await this.db.transaction(async () => {
        const { quota } = this.intake;
        switch (await this.store.begin(file, quota, this.intake.expiry(), this.clock.now())) {
          case 'DONE':
            return;
          case 'GONE':
            throw requestErrors.ANSWER_SESSION_OVER();
          case 'NOT_AWAITED':
            throw requestErrors.REQUEST_ENDED();
          case 'MANY_FILES':
            throw requestErrors.ANSWER_TOO_MANY_FILES({ field: 'file', args: { most: MOST_FILES } });
          case 'FULL':
            return this.intake.checkUsed(Infinity);
        }
      });
      return { id: file.id, received: 0, size };
    });
  }

  /** @throws ANSWER_SESSION_OVER, NOT_FOUND, FILE_OFFSET_MISMATCH, FILE_TYPE_NOT_ALLOWED (the file is then gone) */
  async append(keys: GuestKeys, id: string, start: number, bytes: Uint8Array): Promise<Sent> {
    return this.as(keys, async (view) => {
      const { size, received } = await this.intake.append(this.rows(view, id), start, bytes);
      return { id, received: Number(received), size: Number(size) };
    });
  }

  /** Takes away one's own file that was not sent yet. @throws ANSWER_SESSION_OVER, NOT_FOUND */
  async remove(keys: GuestKeys, id: string): Promise<void> {
    await this.as(keys, async () => {
      const gone = isId(id) && (await this.db.transaction(() => this.store.remove(id, this.clock.now())));
      if (!gone) throw commonErrors.NOT_FOUND({ field: 'id' });
    });
  }

  /** @throws ANSWER_SESSION_OVER, NOT_FOUND */
  async fetch(keys: GuestKeys, id: string): Promise<{ headers: Record<string, string | number>; content: Readable }> {
    return this.as(keys, async () => {
      const file = await this.find(id);
      if (file.status !== 'READY') throw commonErrors.NOT_FOUND({ field: 'id' });
      const { name, mediaType, parts } = file;
      const size = Number(file.size);
      return {
        headers: { ...fileHeaders(name, mediaType), 'content-length': size },
        content: this.intake.content(parts, { from: 0, to: size - 1 }),
      };
    });
  }

  private rows(view: GuestView, id: string): UploadRows<GuestUpload> {
    const { partnershipId, guest } = view;
    return {
      find: async () => {
        const file = await this.find(id);
        if (!file.drafted) throw commonErrors.NOT_FOUND({ field: 'id' });
        return file;
      },
      addPart: (part, until) => this.store.addPart(id, part, until, this.clock.now()),
      parts: async () => (await this.find(id)).parts,
      refuse: () => this.store.remove(id, this.clock.now()),
      // Those who asked hear of it with the answer, and of what a scanner says then.
      complete: async (mediaType, status) => {
        await this.store.complete(id, mediaType, status, this.clock.now());
        const subject = { type: 'RequestGuest', id: guest.id };
        this.trail.record({
          ...{ kind: 'CHANGE', action: 'guestAttach', result: 'OK', partnershipId, subject, fields: ['file'] },
        });
        return {
          ...{ partnershipId, subjectType: 'Request', subjectId: view.id, changedFields: ['answers'] },
          ...{ partyIds: [view.actorId], internal: false },
        };
      },
    };
  }

  private async find(id: string): Promise<GuestUpload> {
    const file = isId(id) ? await this.store.one(id, this.clock.now()) : undefined;
    if (!file) throw commonErrors.NOT_FOUND({ field: 'id' });
    return file;
  }

  private as<T>(keys: GuestKeys, work: (view: GuestView) => Promise<T>): Promise<T> {
    return asGuest(this.db, keys, async () => {
      const view = await this.guests.view(this.clock.now());
      if (!view) throw requestErrors.ANSWER_SESSION_OVER();
      return work(view);
    });
  }
}
