// What everybody should see, written by hand and by nobody derived from the policy: whoever changes a right changes it
// in the room's policy and here, and a difference between the two fails.
import { listTypes } from './expected-lists.js';
import { notificationTypes } from './expected-notifications.js';
import { edge, page, requestTypes } from './expected-requests.js';
import { callers, type CallerKey, type Organisation, type PersonKey } from './people.js';
import { canary, type Relation, type Tenant, type TextClass } from './words.js';

/** What each caller is to each partnership; who is not named there is nothing to it. */
export const relations: Record<CallerKey, Partial<Record<Tenant, Relation>>> = {
  anonymous: {},
  garbageToken: {},
  expiredSession: {},
  idleSession: {},
  manager: { alfa: 'MANAGER' },
  managerBeta: { beta: 'MANAGER' },
  outsider: { gamma: 'MANAGER' },
  officer: { alfa: 'OFFICER' },
  sharedOfficer: { alfa: 'OFFICER', beta: 'OFFICER' },
  member: { alfa: 'MEMBER' },
  memberBeta: { beta: 'MEMBER' },
  reader: { alfa: 'READER' },
  coordinator: { alfa: 'COORDINATOR' },
  auditor: { alfa: 'AUDITOR' },
  fedasil: { alfa: 'FEDASIL', beta: 'FEDASIL' },
  vdab: { alfa: 'VDAB' },
  colleague: {},
  rightOrganisation: { alfa: 'MANAGER' },
  wrongOrganisation: {},
  undecided: {},
  withdrawn: {},
  expired: {},
  future: {},
  left: {},
  dismissed: {},
  systemReading: { alfa: 'MEMBER' },
  systemWriting: { alfa: 'MEMBER' },
  systemBlind: {},
};

/** On whose behalf each partnership's first manager acts: what that organisation keeps to itself nobody else sees. */
const founders: Record<Tenant, Organisation> = { alfa: 'wielsbeke', beta: 'ronse', gamma: 'mesen' };
/** Whether somebody works in a partnership for the organisation of its first manager. */
export const isOfFounder = (caller: CallerKey, tenant: Tenant): boolean => {
  const relation = relations[caller][tenant];
  return (
    relation !== undefined && groups.inside.includes(relation) && callers[caller]?.organisation === founders[tenant]
  );
};

/** What the token of a system is good for; people have no such bounds. */
export const scopes: Partial<Record<CallerKey, readonly string[]>> = {
  systemReading: [],
  systemWriting: ['task.write'],
  systemBlind: ['task.write'],
};

/** Who comes without a session that is good: nobody. */
export const nobodies: readonly CallerKey[] = ['anonymous', 'garbageToken', 'expiredSession', 'idleSession'];

/** Who works, for the organisation acted for, in a municipality: they may found a partnership. */
export const mayFound: readonly CallerKey[] = [
  ...(['manager', 'managerBeta', 'outsider', 'officer', 'sharedOfficer', 'member', 'memberBeta', 'reader'] as const),
  ...(['rightOrganisation', 'wrongOrganisation', 'withdrawn', 'expired', 'future', 'left'] as const),
];

/** Where people are known: in each partnership in which they hold, held or will hold a mandate. */
export const knownIn: Record<PersonKey, readonly Tenant[]> = {
  manager: ['alfa'],
  managerBeta: ['beta'],
  outsider: ['gamma'],
  officer: ['alfa'],
  sharedOfficer: ['alfa', 'beta'],
  member: ['alfa'],
  memberBeta: ['beta'],
  reader: ['alfa'],
  coordinator: ['alfa'],
  auditor: ['alfa'],
  fedasil: ['alfa', 'beta'],
  vdab: ['alfa'],
  colleague: [],
  twoHats: ['alfa'],
  withdrawn: ['alfa'],
  expired: ['alfa'],
  future: ['alfa'],
  left: ['alfa'],
  memberGamma: ['gamma'],
  dismissed: ['alfa'],
  systemAlfa: ['alfa'],
  systemBeta: ['beta'],
  systemGamma: ['gamma'],
};

/** Groups of those inside. */
export type Group = 'inside' | 'admins' | 'managers';
export const groups: Record<Group, readonly Relation[]> = {
  inside: ['MANAGER', 'OFFICER', 'MEMBER', 'READER', 'COORDINATOR', 'AUDITOR'],
  // Who may check who takes part and what was done.
  admins: ['MANAGER', 'AUDITOR'],
  managers: ['MANAGER'],
};

const texts: Record<Relation, readonly TextClass[]> = {
  MANAGER: ['inside', 'name', 'fedasil', 'vdab', 'both', 'admin', 'manage'],
  OFFICER: ['inside', 'name', 'fedasil', 'vdab', 'both'],
  MEMBER: ['inside', 'name', 'fedasil', 'vdab', 'both'],
  READER: ['inside', 'name', 'fedasil', 'vdab', 'both'],
  COORDINATOR: ['inside', 'name', 'fedasil', 'vdab', 'both'],
  AUDITOR: ['inside', 'name', 'fedasil', 'vdab', 'both', 'admin'],
  FEDASIL: ['name', 'fedasil', 'both'],
  VDAB: ['name', 'vdab', 'both'],
};

/** Whose texts somebody may read. */
export const readableTexts = (relation: Relation | undefined): readonly TextClass[] =>
  relation === undefined ? [] : texts[relation];

/**
 * Who sees objects of a type:
 * `public` everybody; `signedIn` everybody who signed in; `within` has no rows of its own; `partnership` those inside and
 * its parties; `inside`, `admins` and `managers` those inside, or of them such; `shared` those inside and the parties it is
 * shared with, or only those of the organisation it stays in; `step` those inside who see its task; `comment` whoever it is
 * meant for; `request` those inside and the party that was asked; `note` those inside, or of them those of one organisation;
 * `known` those of a partnership of the person, and the person; `self` who it is about; `own` who it is about
 * and those inside; `view` who saved it, or, shared, those inside; `mine` who made it; `event` those inside and the parties it went to;
 * `line` who it is by or about, and the admins; `notified` who it is for, as long as they see what it is about.
 */
export type SeenBy =
  | 'public'
  | 'signedIn'
  | 'within'
  | 'partnership'
  | Group
  | 'shared'
  | 'file'
  | 'step'
  | 'comment'
  | 'request'
  | 'note'
  | 'known'
  | 'self'
  | 'own'
  | 'event'
  | 'line'
  | 'notified'
  | 'view'
  | 'mine';

export interface TypeExpectation {
  seenBy: SeenBy;
  /** Fields that everybody who sees the object sees alike. */
  fields: string;
  /** Fields that are empty for all but some of those inside: null, 0, an empty list. */
  only?: Partial<Record<Group, string>>;
  /** Fields whose content depends on who asks. */
  depends?: string;
}

/** Every object type of the schema with every field. */
export const types: Record<string, TypeExpectation> = {
  Actor: {
    seenBy: 'signedIn',
    fields: 'code governmentLevel id kind municipalitiesNeed name nameEn policyDomain source',
  },
  ActorConnection: page,
  ActorEdge: edge,
  ErrorDescription: { seenBy: 'public', fields: 'code message' },
  GeoPoint: { seenBy: 'within', fields: 'latitude longitude' },
  LegalForm: {
    seenBy: 'signedIn',
    fields:
      'abbreviation barredInElectionYear code decisionWindowMonths id legalPersonality managementTransfer maximumTermYears ' +
      'name origins regionDecreeApplies requiresKboNumber rulesVerified source verification withdrawalAllowed',
  },
  LegalFormRule: { seenBy: 'signedIn', fields: 'article rule source verification' },
  Municipality: {
    seenBy: 'signedIn',
    fields:
      'active areaKm2 arrondissement centre codes id kboNumber languageFacilities name neighbours nisCode ovoNumber ' +
      'policeZone population populationYear predecessors primaryCareZone province referenceRegion successors',
  },
  MunicipalityCode: { seenBy: 'signedIn', fields: 'scheme validFrom validUntil value' },
  MunicipalityConnection: page,
  MunicipalityEdge: edge,
  MunicipalityMatch: { seenBy: 'within', fields: 'former matchedOn municipality since' },
  MunicipalitySuccession: { seenBy: 'signedIn', fields: 'identityContinues predecessor successor validFrom' },
  Organisation: { seenBy: 'signedIn', fields: 'id kind name' },
  ReferenceRegion: { seenBy: 'signedIn', fields: 'code id name' },
  SearchHit: { seenBy: 'within', fields: 'excerpt node place score' },
  ExcerptPart: { seenBy: 'within', fields: 'match text' },
  PageInfo: { seenBy: 'within', fields: 'endCursor hasNextPage hasPreviousPage startCursor' },

  Viewer: {
    seenBy: 'self',
    fields:
      'actorRequests auditLog calendarFeed demo mandates maySetNotificationDefaults myEventsCursor notificationCounts ' +
      'notificationDefaults notificationMails notificationPushes notificationSettings notifications organisation organisations person pushDevices pushKey sessions',
  },
  Session: { seenBy: 'self', fields: 'createdAt device id lastUsedAt organisation', depends: 'current' },
  Mandate: {
    seenBy: 'own',
    fields: 'decidedBy id organisation policyDomains role validFrom validUntil version',
    depends: 'partnership person',
  },
  PartnershipAccess: {
    seenBy: 'admins',
    fields: 'mailConfigured members organisations roles',
    only: { managers: 'invitations' },
    depends: 'viewerMayManage',
  },
  WorkspaceMember: { seenBy: 'admins', fields: 'email lastActiveOn mandate person state withdrawalReason' },
  Participation: { seenBy: 'inside', fields: 'organisation validFrom validUntil' },
  Invitation: {
    seenBy: 'managers',
    fields:
      'acceptedAt acceptedBy createdAt decidedBy displayName email expiresAt id invitedBy language mandate organisation ' +
      'policyDomains role sentAt state validUntil version',
  },
  InvitationOffer: {
    seenBy: 'public',
    fields:
      'decidedBy displayName expiresAt invitedBy organisationKind organisationName partnershipName policyDomains role ' +
      'state validUntil',
  },
  RoleDescription: { seenBy: 'signedIn', fields: 'capabilities organisationKinds role sees' },
  RoleSight: { seenBy: 'within', fields: 'extent subject' },
  Preview: { seenBy: 'partnership', fields: 'capabilities node organisation partnership person role' },
  ServiceClient: {
    seenBy: 'admins',
    fields:
      'clientId createdAt createdBy expiresOn id keys lastUsedAt name organisation revokedAt role scopes state version',
  },
  ServiceClientKey: { seenBy: 'within', fields: 'createdAt expiresAt hint id kind lastUsedAt' },
  ServiceClientScope: { seenBy: 'signedIn', fields: 'description scope' },
  AuditLine: {
    seenBy: 'line',
    fields:
      'action at by byService bySystem concerns fields hash kind number onBehalfOf partnership result subjectId subjectType',
  },
  AuditLineConnection: page,
  AuditLineEdge: edge,
  Person: { seenBy: 'known', fields: 'automated displayName function id initials organisationName' },
  PresenceChange: { seenBy: 'inside', fields: 'items people' },
  ItemPresence: { seenBy: 'inside', fields: 'nodeId typing viewers' },
  MyEvent: {
    seenBy: 'self',
    fields: 'at by changedFields cursor partnershipId sequence subjectId type version',
    depends: 'subject',
  },
  PartnershipEvent: {
    seenBy: 'event',
    fields: 'at by changedFields cursor sequence subjectId type version',
    depends: 'subject',
  },

  Partnership: {
    seenBy: 'partnership',
    fields:
      'createdAt endsOn eventCursor exampleData id legalForm managingMunicipality members name notices population ' +
      'startsOn status version',
    only: {
      inside: 'customFields labels officers people reactionSharing starterPath statusChanges taskTemplates',
      admins: 'auditLog',
    },
    depends:
      'possibleStatuses reactionTimes recentEvents requestCounts requests savedViews similarRequests taskBulkChanges taskCounts taskImports tasks viewerRole',
  },
  PartnershipConnection: page,
  PartnershipEdge: edge,
  PartnershipMember: {
    seenBy: 'partnership',
    fields: 'id municipality role validFrom validUntil',
    only: { inside: 'contact' },
    depends: 'openTaskCount',
  },
  PartnershipNotice: { seenBy: 'within', fields: 'args code severity' },
  NoticeArg: { seenBy: 'within', fields: 'name value' },
  PartnershipStatusChange: { seenBy: 'inside', fields: 'at by from reason to' },

  IntegrationOfficer: {
    seenBy: 'inside',
    fields:
      'allocatedHalfDays allocations capacityHalfDays commonHalfDays employer fteHundredths id person personName validFrom ' +
      'validUntil version',
  },
  OfficerAllocation: { seenBy: 'within', fields: 'halfDaysPerYear municipality' },

  CoordinationTask: {
    seenBy: 'shared',
    fields:
      'archived assignee attachments audience completedAt createdAt createdBy description dueOn id municipalities nextOccurrenceOn number objectives ' +
      'partnership policyDomain priority rank recurrence reference status title updatedAt updatedBy version waitingOnActor waitingOnNote',
    only: {
      inside:
        'blockedBy customValues checklist checklistDone checklistTotal followers history labels mentionable neededBy needs parent requests subtaskDone ' +
        'subtaskTotal subtasks',
    },
    depends: 'actors commentCount comments lastComments nextInSeries previousInSeries',
  },
  TaskConnection: page,
  TaskEdge: edge,
  TaskStatusCount: { seenBy: 'within', fields: 'count overdue status' },
  ChecklistItem: { seenBy: 'step', fields: 'done id label position version' },
  TaskComment: { seenBy: 'comment', fields: 'attachments audience author body createdAt id mentions' },
  Attachment: { seenBy: 'file', fields: 'createdAt createdBy downloadPath id mediaType name size status' },
  LinkedTask: { seenBy: 'within', fields: 'archived dueOn id number reference status title' },
  TaskChange: { seenBy: 'within', fields: 'after at before by field' },
  TaskChangeConnection: page,
  TaskChangeEdge: edge,
  TaskCommentConnection: page,
  TaskCommentEdge: edge,

  ...listTypes,
  ...requestTypes,
  ...notificationTypes,

  AcceptInvitationPayload: { seenBy: 'within', fields: 'mandate partnershipId partnershipName' },
  ChangeMandatePayload: { seenBy: 'within', fields: 'mandate' },
  ChangeServiceClientPayload: { seenBy: 'within', fields: 'client' },
  CreateServiceClientPayload: { seenBy: 'within', fields: 'client secret' },
  EndOtherSessionsPayload: { seenBy: 'within', fields: 'endedIds' },
  EndSessionPayload: { seenBy: 'within', fields: 'endedId' },
  InviteMemberPayload: { seenBy: 'within', fields: 'invitation link' },
  RemoveServiceClientKeyPayload: { seenBy: 'within', fields: 'client' },
  ResendInvitationPayload: { seenBy: 'within', fields: 'invitation link' },
  RevokeServiceClientPayload: { seenBy: 'within', fields: 'client' },
  RotateServiceClientKeyPayload: { seenBy: 'within', fields: 'client secret' },
  WithdrawInvitationPayload: { seenBy: 'within', fields: 'invitation' },
  WithdrawMandatePayload: { seenBy: 'within', fields: 'mandate' },
  AddChecklistItemPayload: { seenBy: 'within', fields: 'item task' },
  AddPartnershipMemberPayload: { seenBy: 'within', fields: 'member partnership' },
  AddTaskCommentPayload: { seenBy: 'within', fields: 'comment task' },
  AppointOfficerPayload: { seenBy: 'within', fields: 'officer' },
  ChangeOfficerAllocationsPayload: { seenBy: 'within', fields: 'officer' },
  ChangePartnershipStatusPayload: { seenBy: 'within', fields: 'partnership' },
  CreatePartnershipPayload: { seenBy: 'within', fields: 'partnership' },
  CreateTaskPayload: { seenBy: 'within', fields: 'task' },
  EndOfficerAppointmentPayload: { seenBy: 'within', fields: 'officer' },
  EndPartnershipMembershipPayload: { seenBy: 'within', fields: 'partnership' },
  MoveTaskPayload: { seenBy: 'within', fields: 'task' },
  RemoveAttachmentPayload: { seenBy: 'within', fields: 'removedId' },
  RemoveChecklistItemPayload: { seenBy: 'within', fields: 'removedId task' },
  UpdateChecklistItemPayload: { seenBy: 'within', fields: 'item task' },
  UpdatePartnershipPayload: { seenBy: 'within', fields: 'partnership' },
  UpdateTaskPayload: { seenBy: 'within', fields: 'task' },
};

/** What one can do in a partnership, and who may. */
export const capabilities: Record<string, readonly Relation[]> = {
  'partnership.manage': ['MANAGER'],
  'officer.manage': ['MANAGER'],
  'task.write': ['MANAGER', 'OFFICER', 'MEMBER'],
  'label.manage': ['MANAGER'],
  'template.manage': ['MANAGER'],
  'field.manage': ['MANAGER'],
  'task.comment': ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'],
  'view.save': ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'],
  'members.read': ['MANAGER', 'AUDITOR'],
  'members.manage': ['MANAGER'],
  'members.preview': ['MANAGER', 'AUDITOR'],
  'clients.read': ['MANAGER', 'AUDITOR'],
  'clients.manage': ['MANAGER'],
  'audit.read': ['MANAGER', 'AUDITOR'],
  'request.write': ['MANAGER', 'OFFICER', 'MEMBER'],
  'request.note': ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'],
  'request.approve': ['MANAGER', 'MEMBER'],
  'request.answer': ['FEDASIL', 'VDAB'],
  'request.share': ['MANAGER'],
};

const reason = canary('alfa', 'admin');
/**
 * What the second wall alone cannot tell apart, because it knows rows and no columns: why a mandate was withdrawn stands in
 * the row of the mandate, which everybody inside sees, and who held it. The policy shows it to managers and auditors.
 */
export const coarserTexts: Partial<Record<CallerKey, readonly string[]>> = {
  ...{ officer: [reason], sharedOfficer: [reason], member: [reason], reader: [reason], coordinator: [reason] },
  ...{ withdrawn: [reason], systemReading: [reason], systemWriting: [reason] },
};

/**
 * Fields the second wall alone fills for more people: the ladder of an actor is made of facts that are no secret, and whoever a
 * line of the log is about may read it wherever it stands (each line is judged by itself).
 */
export const coarserFields: readonly string[] = ['Request.ladder', 'Partnership.auditLog'];

/** Root fields that answer nobody; all others say UNAUTHENTICATED. */
export const publicRoots: readonly string[] = ['Query.viewer', 'Query.errorCodes', 'Query.invitation'];

/** Root fields that are for people only; systems are told FORBIDDEN. */
export const forPeople: readonly string[] = [
  'Query.serviceClients',
  'Query.serviceClientScopes',
  'Subscription.myEvents',
  'Subscription.presence',
  'Subscription.itemPresence',
];
