import { registerEnumType } from '@nestjs/graphql';
import type { MemberRole } from './partnership.entity.js';
import { partnershipStatuses, type PartnershipStatus } from './partnership.workflow.js';

/** The statuses of a partnership as a GraphQL enum. */
export const PartnershipStatusEnum = Object.fromEntries(partnershipStatuses.map((status) => [status, status])) as {
  [S in PartnershipStatus]: S;
};
registerEnumType(PartnershipStatusEnum, {
  name: 'PartnershipStatus',
  description: 'Where a partnership stands, from first talks to its end.',
  valuesMap: {
    EXPLORATION: { description: 'Municipalities find out whether and how they want to work together.' },
    DRAFTING: { description: 'The agreement or the statutes are being written.' },
    IN_COUNCILS: { description: 'The text is with the councils.' },
    AWAITING_ADVICE: { description: 'The draft is with the Agency for Home Affairs, whose advice does not bind.' },
    FOUNDED: { description: 'Every council agreed and the agreement was signed.' },
    ACTIVE: { description: 'At work.' },
    AMENDING: { description: 'The agreement or the statutes are being changed.' },
    ACCESSION_PENDING: { description: 'A municipality is about to join.' },
    EXIT_PENDING: { description: 'A municipality is about to leave.' },
    RENEWAL_DUE: { description: 'The term ends; the councils decide on going on.' },
    DISSOLVING: { description: 'It was decided to end the partnership.' },
    IN_LIQUIDATION: { description: 'Money and goods are being divided.' },
    CLOSED: { description: 'Ended.' },
    ABANDONED: { description: 'Given up before it was founded.' },
  },
});

/** The roles of a member as a GraphQL enum. */
export const MemberRoleEnum: { [R in MemberRole]: R } = {
  FOUNDER: 'FOUNDER',
  PARTICIPANT: 'PARTICIPANT',
  OBSERVER: 'OBSERVER',
};
registerEnumType(MemberRoleEnum, {
  name: 'MemberRole',
  description: 'What a municipality is in a partnership.',
  valuesMap: {
    FOUNDER: { description: 'Takes part since the founding.' },
    PARTICIPANT: { description: 'Joined later.' },
    OBSERVER: { description: 'Looks on and does not count as taking part.' },
  },
});

/** How much a notice matters, as a GraphQL enum. */
export const NoticeSeverityEnum = { INFO: 'INFO', WARNING: 'WARNING' } as const;
registerEnumType(NoticeSeverityEnum, {
  name: 'NoticeSeverity',
  description: 'How much a notice matters.',
  valuesMap: {
    INFO: { description: 'Good to know.' },
    WARNING: { description: 'Needs attention.' },
  },
});
