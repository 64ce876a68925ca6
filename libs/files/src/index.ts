import type { Migration } from '#libs/platform';
import { CreateFiles1796110550000 } from '../migrations/1796110550000-create-files.js';

export { AttachmentType } from './attachment.type.js';
export { Files } from './files.js';
export { FilesModule } from './files.module.js';
export { openFilesOf } from './open-files-of.js';
export { offerFiles, type FileOwner } from './owners.js';

/** Migrations of this room. */
export const filesMigrations: Migration[] = [CreateFiles1796110550000];
