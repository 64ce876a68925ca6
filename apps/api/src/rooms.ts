import { AccessModule, accessMigrations } from '#libs/access';
import { CoordinationModule, coordinationMigrations } from '#libs/coordination';
import { DirectoryModule, directoryMigrations } from '#libs/directory';
import { LiveModule, liveMigrations, publishEventTypes } from '#libs/live';
import { PartnershipsModule, partnershipsMigrations } from '#libs/partnerships';
import { platformMigrations, publishErrorCodes, type Migration } from '#libs/platform';

/** Every room with a front door in the API, from the lowest floor up. */
export const roomModules = [LiveModule, AccessModule, DirectoryModule, PartnershipsModule, CoordinationModule];

/** Every room's migrations; their timestamps put them in order. */
export const migrations: Migration[] = [
  ...platformMigrations,
  ...liveMigrations,
  ...accessMigrations,
  ...directoryMigrations,
  ...partnershipsMigrations,
  ...coordinationMigrations,
];

// Importing the rooms declared all codes and events: now they can become enums.
publishErrorCodes();
publishEventTypes();
