import type { Part, Upload } from '#libs/files';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { MOST_FILES } from './guest.rules.js';

/** A file as its list shows it to somebody without an account. */
export interface GuestFile {
  id: string;
  name: string;
  size: number;
  status: 'CHECKING' | 'READY' | 'REFUSED';
  at: string;
  /** What it hangs on: `RequestGuest` for what was not sent yet. */
  with: 'Request' | 'RequestEntry' | 'RequestAnswer' | 'RequestGuest';
  withId: string;
}

/** One's own file that was begun and did not arrive yet. */
export interface GuestUnderway {
  id: string;
  name: string;
  size: number;
  received: number;
}

/** A file with its bytes, for sending and fetching them. */
export interface GuestUpload extends Upload {
  mediaType: string | null;
  /** One's own, and not sent yet. */
  drafted: boolean;
  parts: Part[];
}

/** How beginning to send a file ended. */
export type BeginOutcome = 'DONE' | 'GONE' | 'NOT_AWAITED' | 'MANY_FILES' | 'FULL';

/** Files of guests: as all of theirs, functions of the database that find out themselves which request it is about. */
@Injectable()
export class GuestFilesStore {
  constructor(private readonly db: Db) {}

  /** What is there, and what is still being sent; oldest first. */
  async all(now: Date): Promise<{ files: GuestFile[]; underway: GuestUnderway[] }> {
    const [row] = await this.db.query<{ files: GuestFile[]; underway: GuestUnderway[] }>(
      `select requests.guest_files($1) as files, requests.guest_files_underway($1) as underway`,
      [now],
    );
    return row!;
  }

  async one(id: string, now: Date): Promise<GuestUpload | undefined> {
    return (await this.ask<GuestUpload | null>(`requests.guest_file($1, $2)`, [id, now])) ?? undefined;
  }

  begin(
    file: { id: string; name: string; size: number },
    quota: number,
    until: Date,
    now: Date,
  ): Promise<BeginOutcome> {
    const { id, name, size } = file;
    return this.ask(`requests.guest_file_begin($1, $2, $3, $4, $5, $6, $7)`, [
      ...[id, name, size, MOST_FILES, quota, until, now],
    ]);
  }

  addPart(id: string, { key, start, size }: Part, until: Date, now: Date): Promise<boolean> {
    return this.ask(`requests.guest_file_part($1, $2, $3, $4, $5, $6)`, [id, key, start, size, until, now]);
  }

  complete(id: string, mediaType: string, status: 'CHECKING' | 'READY', now: Date): Promise<boolean> {
    return this.ask(`requests.guest_file_done($1, $2, $3, $4)`, [id, mediaType, status, now]);
  }

  /** Answers whether it was there. */
  remove(id: string, now: Date): Promise<boolean> {
    return this.ask(`requests.guest_file_remove($1, $2)`, [id, now]);
  }

  private async ask<T>(call: string, values: unknown[]): Promise<T> {
    const [row] = await this.db.query<{ answer: T }>(`select ${call} as answer`, values);
    return row!.answer;
  }
}
