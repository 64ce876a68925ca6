import type { Migration } from '#libs/platform';
import { CreateFiles1796110550000 } from '../migrations/1796110550000-create-files.js';
import { FilesWithoutAccount1796140300000 } from '../migrations/1796140300000-files-without-account.js';

export { AttachmentType } from './attachment.type.js';
export { Files } from './files.js';
export { FilesModule } from './files.module.js';
export { MAX_PART } from './file.rules.js';
export { fileHeaders } from './content.js';
export type { Part } from './files.store.js';
export { Intake, type Upload, type UploadRows } from './intake.js';
export { fileEvents } from './file.events.js';
export { openFilesOf, type FileWalls } from './open-files-of.js';
export { offerFiles, type FileOwner } from './owners.js';

/** Migrations of this room. */
export const filesMigrations: Migration[] = [CreateFiles1796110550000, FilesWithoutAccount1796140300000];
