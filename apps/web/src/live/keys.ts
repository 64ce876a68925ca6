import type { KeyingConfig } from '@urql/exchange-graphcache';

const embedded = [
  'Viewer',
  'PageInfo',
  'GeoPoint',
  'MunicipalityCode',
  'MunicipalitySuccession',
  'MunicipalityMatch',
  'MunicipalityConnection',
  'MunicipalityEdge',
  'ActorConnection',
  'ActorEdge',
  'PartnershipConnection',
  'PartnershipEdge',
  'PartnershipNotice',
  'NoticeArg',
  'OfficerAllocation',
  'TaskStatusCount',
  'CalendarFeed',
  'TaskChangeResult',
  'TaskImportColumn',
  'TaskImportProblem',
  'TaskConnection',
  'TaskEdge',
  'TaskCommentConnection',
  'TaskCommentEdge',
  'SearchHit',
  'ExcerptPart',
  'PresenceChange',
  'ItemPresence',
  'MyEvent',
  // Events are lines in a log, not objects: the same number exists in every partnership.
  'PartnershipEvent',
];

/** Types without an identity of their own live inside their parent. Everything else is keyed by `id`. */
export const keys: KeyingConfig = Object.fromEntries(embedded.map((type) => [type, () => null]));
