import { AccessModule, accessMigrations } from '#libs/access';
import { AuditModule, auditMigrations } from '#libs/audit';
import { CoordinationModule, coordinationMigrations } from '#libs/coordination';
import { DirectoryModule, directoryMigrations } from '#libs/directory';
import { FilesModule, filesMigrations } from '#libs/files';
import { LiveModule, liveMigrations, publishEventTypes } from '#libs/live';
import { NotificationsModule, notificationsMigrations } from '#libs/notifications';
import { OfficersModule, officersMigrations } from '#libs/officers';
import { PartnershipsModule, partnershipsMigrations } from '#libs/partnerships';
import { platformMigrations, publishErrorCodes, type Migration } from '#libs/platform';
import { RequestsModule, requestsMigrations } from '#libs/requests';

/** Every room with a front door in the API, from the lowest floor up. */
export const roomModules = [
  LiveModule,
  AccessModule,
  DirectoryModule,
  FilesModule,
  PartnershipsModule,
  OfficersModule,
  CoordinationModule,
  RequestsModule,
  AuditModule,
  NotificationsModule,
];

/** Every room's migrations; their timestamps put them in order. */
export const migrations: Migration[] = [
  ...platformMigrations,
  ...liveMigrations,
  ...accessMigrations,
  ...directoryMigrations,
  ...filesMigrations,
  ...partnershipsMigrations,
  ...officersMigrations,
  ...coordinationMigrations,
  ...requestsMigrations,
  ...auditMigrations,
  ...notificationsMigrations,
];

// Importing the rooms declared all codes and events: now they can become enums.
publishErrorCodes();
publishEventTypes();
