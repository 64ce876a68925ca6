import { AccessModule, accessMigrations } from '#libs/access';
import { LiveModule, liveMigrations, publishEventTypes } from '#libs/live';
import { platformMigrations, publishErrorCodes, type Migration } from '#libs/platform';

/** Every room with a front door in the API, from the lowest floor up. */
export const roomModules = [LiveModule, AccessModule];

/** Every room's migrations; their timestamps put them in order. */
export const migrations: Migration[] = [...platformMigrations, ...liveMigrations, ...accessMigrations];

// Importing the rooms declared all codes and events: now they can become enums.
publishErrorCodes();
publishEventTypes();
