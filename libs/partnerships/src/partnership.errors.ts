import { defineErrors } from '#libs/kernel';

/** What can be refused about a partnership and its members. */
export const partnershipErrors = defineErrors({
  PARTNERSHIP_TERM_TOO_LONG: {
    kind: 'Invalid',
    message: 'The term is longer than the legal form allows.',
    args: ['maximumYears', 'lastDay'],
  },
  PARTNERSHIP_TERM_REQUIRED: {
    kind: 'Invalid',
    message: 'This legal form needs a first and a last day before the partnership can be founded.',
    args: ['maximumYears'],
  },
  PARTNERSHIP_TOO_FEW_MEMBERS: {
    kind: 'Invalid',
    message: 'A partnership needs more municipalities that take part; observers do not count.',
    args: ['minimum', 'given'],
  },
  PARTNERSHIP_STEP_NOT_ALLOWED: {
    kind: 'Invalid',
    message: 'The workflow has no such step from where the partnership stands.',
    args: ['from', 'to'],
  },
  PARTNERSHIP_FOUNDING_BARRED: {
    kind: 'Invalid',
    message: 'This legal form cannot be founded in a year of municipal elections.',
    args: ['year'],
  },
  PARTNERSHIP_WITHDRAWAL_NOT_ALLOWED: {
    kind: 'Invalid',
    message: 'This legal form does not let a municipality leave before the end of the term.',
    args: ['endsOn'],
  },
  PARTNERSHIP_ENDED: {
    kind: 'Invalid',
    message: 'The partnership is closed or abandoned and no longer changes.',
    args: ['status'],
  },
  MANAGING_MUNICIPALITY_NOT_MEMBER: {
    kind: 'Invalid',
    message: 'The managing municipality has to be one of the municipalities that take part.',
  },
  MEMBER_ALREADY_IN: {
    kind: 'Invalid',
    message: 'This municipality is already a member on some of these days.',
    args: ['municipality', 'validFrom', 'validUntil'],
  },
  MEMBER_IS_MANAGING: {
    kind: 'Invalid',
    message: 'The managing municipality cannot leave; let another one manage first.',
    args: ['municipality'],
  },
});
