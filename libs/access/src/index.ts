import type { Migration } from '#libs/platform';
import { CreateAccess1796000200000 } from '../migrations/1796000200000-create-access.js';
import { InsideOneOrganisation1796110605000 } from '../migrations/1796110605000-inside-one-organisation.js';
import { KnownPeopleAtOnce1796110300000 } from '../migrations/1796110300000-known-people-at-once.js';
import { LookThroughEyes1796100150000 } from '../migrations/1796100150000-look-through-eyes.js';
import { MembersAndInvitations1796100310000 } from '../migrations/1796100310000-members-and-invitations.js';
import { TellPeople1796110110000 } from '../migrations/1796110110000-tell-people.js';
import { WhoReadsNow1796100160000 } from '../migrations/1796100160000-who-reads-now.js';
import { RightsOnceASnapshot1796140290000 } from '../migrations/1796140290000-rights-once-a-snapshot.js';
import { RightsByOrganisation1796100100000 } from '../migrations/1796100100000-rights-by-organisation.js';
import { SignIn1796100200000 } from '../migrations/1796100200000-sign-in.js';
import { CreateServiceClients1796100400000 } from '../migrations/1796100400000-create-service-clients.js';
import { ClientThatWasRefused1796110400000 } from '../migrations/1796110400000-client-that-was-refused.js';
import { MandatesOfSystems1796100410000 } from '../migrations/1796100410000-mandates-of-systems.js';
import { JobsOfCallers1796110520000 } from '../migrations/1796110520000-jobs-of-callers.js';

export { AccessModule } from './access.module.js';
export { MandateType, OrganisationType, PersonType, ViewerType, WorkspaceRoleEnum } from './access.types.js';
export {
  answersFor,
  caller,
  callerFor,
  callerOrNobody,
  may,
  requireCapability,
  roleIn,
  worksFor,
  worksIn,
  type Caller,
  type CurrentMandate,
  type Person,
} from './caller.js';
export { guardSchema } from './guard-schema.js';
export { InviteMember } from './members/actions/invite-member.js';
export { Persons } from './persons.js';
export {
  asParty,
  definePolicy,
  kept,
  acting,
  EVERYBODY,
  inside,
  managed,
  mine,
  own,
  rights,
  rolesWith,
  shared,
  visible,
  type Policy,
  type Rights,
} from './policy.js';
export { actedOn, holdsToday, inForce } from './rights.sql.js';
export { insideRoles, workspaceRoles, type WorkspaceRole } from './roles.js';
export { PolicyDomainEnum } from './policy-domain.js';
export { PreviewType } from './preview/preview.types.js';
export { Cookies, type CookieUse } from './sign-in/cookies.js';
export { SessionEnds, type EndedSessions } from './session-ends.js';
export { Sessions, type NewSession } from './sessions.js';
export { Workspaces } from './workspaces.js';

/** Migrations of this room. */
export const accessMigrations: Migration[] = [
  CreateAccess1796000200000,
  RightsByOrganisation1796100100000,
  LookThroughEyes1796100150000,
  SignIn1796100200000,
  MembersAndInvitations1796100310000,
  CreateServiceClients1796100400000,
  MandatesOfSystems1796100410000,
  ClientThatWasRefused1796110400000,
  WhoReadsNow1796100160000,
  InsideOneOrganisation1796110605000,
  KnownPeopleAtOnce1796110300000,
  TellPeople1796110110000,
  JobsOfCallers1796110520000,
  RightsOnceASnapshot1796140290000,
];
