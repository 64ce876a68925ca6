import { markPersonal } from '#libs/platform';
import type { CurrentMandate } from './caller.js';
import { answersFor, roleIn, worksFor, worksIn } from './caller.js';
import { acting, asParty, definePolicy, inside, known, mine, own } from './policy.js';

markPersonal('Viewer.sessions');

/** What a person's event says about whose it is. */
interface PersonalEvent {
  accountId: string;
  partnershipId: string;
  aboutThem: boolean;
  internalTo: string | null;
}

/** What an event says about whose it is. */
interface Event {
  partnershipId: string;
  partyIds: string[];
  organisationId: string | null;
  internal: boolean;
}

/** Rights in this room and in the rooms below it, which know nothing of rights. */
export const accessPolicy = definePolicy({
  fields: {
    'Query.viewer': 'public',
    'Query.errorCodes': 'public',
    'Query.previewAs': 'signedIn',
    'Query.node': 'signedIn',
    'Query.nodes': 'signedIn',
    'Query.search': 'signedIn',
    'Mutation.endSession': 'signedIn',
    'Mutation.endOtherSessions': 'signedIn',
    'Subscription.partnershipEvents': 'signedIn',
    // Who is there is for colleagues to know.
    // What waits on a person is nothing to a system.
    'Subscription.myEvents': 'person',
    'Subscription.presence': 'person',
    'Subscription.itemPresence': 'person',
  },
  types: {
    ErrorDescription: 'public',
    PageInfo: 'within',
    SearchHit: 'within',
    ExcerptPart: 'within',
    Viewer: (viewer: { accountId: string }, caller) => viewer.accountId === caller.accountId,
    // One's own, and nobody's while somebody else looks through their eyes.
    Session: (session: { accountId: string }, caller) =>
      session.accountId === caller.accountId && caller.partnershipId === undefined,
    EndSessionPayload: 'within',
    EndOtherSessionsPayload: 'within',
    // Names of colleagues and authorities; which people, the rows decide.
    Person: 'signedIn',
    Organisation: 'signedIn',
    Preview: ({ partnershipId }: { partnershipId: string }, caller) => roleIn(partnershipId, caller) !== undefined,
    Mandate: (mandate: Pick<CurrentMandate, 'partnershipId'> & { accountId?: string }, caller) =>
      mandate.accountId === caller.accountId || worksIn(mandate.partnershipId, caller),
    PartnershipEvent: ({ partnershipId, partyIds, organisationId, internal }: Event, caller) =>
      (internal ? worksFor(partnershipId, organisationId, caller) : worksIn(partnershipId, caller)) ||
      answersFor(partnershipId, partyIds, caller),
    MyEvent: ({ event }: { event: PersonalEvent }, caller) =>
      event.accountId === caller.accountId &&
      caller.partnershipId === undefined &&
      (event.aboutThem || roleIn(event.partnershipId, caller) !== undefined) &&
      (event.internalTo === null || worksFor(event.partnershipId, event.internalTo, caller)),
    PresenceChange: ({ partnershipId }: { partnershipId: string }, caller) => worksIn(partnershipId, caller),
    ItemPresence: ({ partnershipId }: { partnershipId: string }, caller) => worksIn(partnershipId, caller),
  },
  rows: {
    'access.accounts': (a) => known(`${a}.id`),
    'access.mandates': (m) => `${own(`${m}.account_id`)} or ${inside(`${m}.partnership_id`)}`,
    'access.sessions': (s) => own(`${s}.account_id`),
    'live.personal_streams': (s) => own(`${s}.account_id`),
    'live.personal_events': (e) =>
      `${own(`${e}.account_id`)} and (${e}.about_them or ${inside(`${e}.partnership_id`)} or ${asParty(`${e}.partnership_id`)})
       and (${e}.internal_to is null or ${acting(`${e}.internal_to`)})`,
    'live.streams': (s) => `${inside(`${s}.id`)} or ${asParty(`${s}.id`)}`,
    'live.events': (e) =>
      `(${inside(`${e}.stream_id`)} and (not ${e}.internal or ${acting(`${e}.organisation_id`)}))
       or (${asParty(`${e}.stream_id`)} and exists (
         select from unnest(${e}.party_ids) as party (id) where ${mine('party.id')}))`,
  },
  capabilities: {
    /** Looking through the eyes of another party. */
    'members.preview': ['MANAGER', 'AUDITOR'],
  },
});

// Whoever looks through another's eyes leaves a trace of it.
markPersonal('Query.previewAs');
