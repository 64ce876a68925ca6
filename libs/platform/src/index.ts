import { Foundation1796000000000 } from '../migrations/1796000000000-foundation.js';
import { RememberMutations1796000050000 } from '../migrations/1796000050000-remember-mutations.js';
import { PreviewRestriction1796100000000 } from '../migrations/1796100000000-preview-restriction.js';
import { DutchWords1796110620000 } from '../migrations/1796110620000-dutch-words.js';
import { MailOutbox1796100300000 } from '../migrations/1796100300000-mail-outbox.js';
import { DurableJobs1796110500000 } from '../migrations/1796110500000-durable-jobs.js';
import { HeadersOfMails1796130000000 } from '../migrations/1796130000000-headers-of-mails.js';
import type { Migration } from './database/migrate.js';

export {
  AuditTrail,
  type AuditEntry,
  type AuditKeeper,
  type AuditKind,
  type AuditResult,
} from './audit/audit-trail.js';
export { partnershipOf } from './audit/act.rules.js';
export { markPersonal, personalFields } from './audit/personal.js';
export {
  CONFIG,
  ConfigError,
  readConfig,
  type Config,
  type FilesConfig,
  type OidcConfig,
  type S3Config,
} from './config.js';
export { Db } from './database/db.js';
export { listLoader, rowLoader } from './database/loader.js';
export { API_ROLE, migrate, MigrationError, type Migration } from './database/migrate.js';
export { ambient, NOBODY, runIn, scoped, type Identity, type Scope } from './database/scope.js';
export { Together } from './database/together.js';
export { createSchema, openTable, secureTable, type TableRights } from './database/secure-table.js';
export { Authenticator, type Credentials } from './graphql/authenticator.js';
export { connectionOf, PageInput } from './graphql/connection.js';
export { publishErrorCodes } from './graphql/error-code.js';
export { MutationInput, tellOnce } from './graphql/idempotency.js';
export { Rendered } from './graphql/delivery/rendered.js';
export { SharedDelivery, type Delivery, type Subscriber } from './graphql/delivery/subscriber.js';
export { Executor, type PreparedOperation } from './graphql/executor.js';
export { errorCode, formatError, type SentError } from './graphql/format-error.js';
export { limitErrors } from './graphql/limits.js';
export { graphqlModule } from './graphql/graphql.module.js';
export { askedAt, withLoaded, type AskedAt } from './graphql/loaded.js';
export { internalId, internalIds, loadNodes, NodeType, registerNode, type NodeLoader } from './graphql/node.js';
export { CursorScalar, DateScalar, DateTimeScalar } from './graphql/scalars.js';
export { MARKS, registerSearch, type Found, type SearchPlace, type SearchSource } from './graphql/search.js';
export { viewerDirective } from './graphql/viewer-directive.js';
export { Health, type PartState } from './http/health.js';
export { listFileTypes, MAX_SPREADSHEET_ROWS, pagesFrom, sendList, type ListFile } from './http/list-file.js';
export { dayOf, notAFilter, oneOf, oneOr, several, someOf, textOf } from './http/list-filter.js';
export { refuseOtherSites } from './http/own-site.js';
export type { JobWork } from './jobs/job-runner.js';
export type { Job, JobPayload } from './jobs/job.store.js';
export { Jobs, type JobRequest } from './jobs/jobs.js';
export { dropJob, listJobs, retryJob, type JobLine } from './jobs/operate.js';
export { isLoopback, networkOf } from './limits/address.js';
export { limits } from './limits/limits.js';
export { Throttle, type Taken } from './limits/throttle.js';
export { Mails } from './mail/mails.js';
export { Metrics } from './metrics/metrics.js';
export { PlatformModule } from './platform.module.js';

/** Migrations of this room. */
export const platformMigrations: Migration[] = [
  Foundation1796000000000,
  RememberMutations1796000050000,
  PreviewRestriction1796100000000,
  MailOutbox1796100300000,
  DutchWords1796110620000,
  DurableJobs1796110500000,
  HeadersOfMails1796130000000,
];
