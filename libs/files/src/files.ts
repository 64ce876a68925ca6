import { listLoader, loadNodes, rowLoader } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { AttachmentType } from './attachment.type.js';
import { FilesStore, type AttachmentRow } from './files.store.js';

/** Attachments, for the rooms whose items have them. */
@Injectable()
export class Files {
  constructor(private readonly store: FilesStore) {}

  /** What hangs on an item that was loaded for this caller, oldest first; one statement for all items of a page. */
  async of(type: string, id: string, item: object): Promise<AttachmentType[]> {
    const load = listLoader(
      `files of ${type}`,
      (ids) => this.store.ofItems(type, ids),
      (row) => row.ownerId,
    );
    return (await load.load(id)).map((row) => AttachmentType.of(row, item));
  }

  /** Names of what is there on items that were loaded for this caller, oldest first; nothing that a scanner refused. */
  async namesOn(type: string, ids: readonly string[]): Promise<(id: string) => string[]> {
    const rows = (await this.store.ofItems(type, ids)).filter(({ status }) => status !== 'REFUSED');
    return (id) => rows.filter(({ ownerId }) => ownerId === id).map(({ name }) => name);
  }

  /** A file with what it hangs on; null when either is not there for the caller. */
  async byId(id: string): Promise<AttachmentType | null> {
    const row = await rowLoader(
      AttachmentType,
      (ids) => this.store.byIds(ids),
      (one: AttachmentRow) => one.id,
    ).load(id);
    const [item] = await loadNodes([row ? { type: row.ownerType, id: row.ownerId } : undefined]);
    return row && item ? AttachmentType.of(row, item) : null;
  }
}
