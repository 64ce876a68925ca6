import { addDays, AppError } from '#libs/kernel';
import fc from 'fast-check';
import {
  checkLeaving,
  checkManaging,
  checkNotEnded,
  checkNumber,
  checkTerm,
  lastDayOfTerm,
  overlapping,
  stepProblem,
  takingPart,
} from './partnership.rules.js';
import type { LegalFormRow } from './partnership.entity.js';
import { partnershipStatuses, partnershipWorkflow, type PartnershipStatus } from './partnership.workflow.js';

type Form = Pick<LegalFormRow, 'maximumTermYears' | 'withdrawalAllowed' | 'barredInElectionYear'>;
const free: Form = { maximumTermYears: null, withdrawalAllowed: true, barredInElectionYear: false };
const project: Form = { maximumTermYears: 6, withdrawalAllowed: false, barredInElectionYear: true };
const today = '2026-11-23';

const member = (id: string, more: Partial<Parameters<typeof overlapping>[0][number]> = {}) => ({
  id,
  municipalityId: id.toUpperCase(),
  role: 'FOUNDER' as const,
  validFrom: '2026-01-01',
  validUntil: null,
  ...more,
});

const caught = (work: () => void): { code: string; args: unknown } | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    const { code, args } = error as AppError;
    return { code, args };
  }
};

describe('the term', () => {
  it.each([
    ['2026-07-01', 6, '2032-06-30'],
    ['2026-01-01', 6, '2031-12-31'],
    ['2024-02-29', 6, '2030-02-28'],
    ['2024-02-29', 4, '2028-02-28'],
  ])('from %s for %i years ends on %s', (from, years, last) => {
    expect(lastDayOfTerm(from, years)).toBe(last);
  });

  it('may last to the very last day the legal form allows, and not one day longer', () => {
    const startsOn = '2026-07-01';
    checkTerm(project, { startsOn, endsOn: '2032-06-30' });
    expect(caught(() => checkTerm(project, { startsOn, endsOn: '2032-07-01' }))).toEqual({
      code: 'PARTNERSHIP_TERM_TOO_LONG',
      args: { maximumYears: 6, lastDay: '2032-06-30' },
    });
  });

  it('is as long as the agreement says where the form knows no maximum', () => {
    checkTerm(free, { startsOn: '2026-01-01', endsOn: '2999-12-31' });
    checkTerm(project, { startsOn: null, endsOn: '2999-12-31' });
  });
});

describe('the members', () => {
  const members = [
    member('a'),
    member('b', { validUntil: '2026-10-31' }),
    member('c', { validFrom: '2027-01-01' }),
    member('d', { role: 'OBSERVER' as const }),
  ];

  it('take part on their days, observers never', () => {
    expect(takingPart(members, today).map(({ id }) => id)).toEqual(['a']);
    expect(takingPart(members, '2026-10-31').map(({ id }) => id)).toEqual(['a', 'b']);
    expect(takingPart(members, '2027-01-01').map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('are two or more', () => {
    checkNumber(2);
    expect(caught(() => checkNumber(1))).toEqual({
      code: 'PARTNERSHIP_TOO_FEW_MEMBERS',
      args: { minimum: 2, given: 1 },
    });
  });

  it('hold the managing municipality among those that take part', () => {
    checkManaging(members, 'A', today);
    for (const id of ['B', 'C', 'D', 'X'])
      expect(caught(() => checkManaging(members, id, today))?.code).toBe('MANAGING_MUNICIPALITY_NOT_MEMBER');
  });

  it('never belong twice on one day', () => {
    const wanted = (validFrom: string, validUntil: string | null, municipalityId = 'B') =>
      overlapping(members, { id: 'new', municipalityId, validFrom, validUntil })?.id;
    expect(wanted('2026-10-31', null)).toBe('b');
    expect(wanted('2026-11-01', null)).toBeUndefined();
    expect(wanted('2025-01-01', '2025-12-31')).toBeUndefined();
    expect(wanted('2026-11-01', null, 'C')).toBe('c');
    expect(overlapping(members, members[1]!)).toBeUndefined();
  });

  it('are found to overlap exactly when they share a day', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-01-01', days));
    const range = fc.tuple(day, day).map(([a, b]) => (a < b ? [a, b] : [b, a]));
    fc.assert(
      fc.property(range, range, ([from1, until1], [from2, until2]) => {
        const present = member('a', { validFrom: from1!, validUntil: until1! });
        const wanted = { ...member('a'), id: 'new', validFrom: from2!, validUntil: until2! };
        let shared = false;
        for (let at = from1!; at <= until1!; at = addDays(at, 1)) shared ||= from2! <= at && at <= until2!;
        expect(overlapping([present], wanted) !== undefined).toBe(shared);
      }),
    );
  });
});

describe('a step', () => {
  const members = [member('a'), member('b')];
  const facts = { form: free, members, electionYears: [2024, 2030], today };
  const at = (status: PartnershipStatus) => ({ status, startsOn: '2026-07-01', endsOn: '2031-12-31' });
  const codeOf = (from: PartnershipStatus, to: PartnershipStatus, more: Partial<typeof facts> = {}) =>
    stepProblem(at(from), to, { ...facts, ...more })?.code;

  it('goes from exploration to active', () => {
    const way: PartnershipStatus[] = ['EXPLORATION', 'DRAFTING', 'IN_COUNCILS', 'FOUNDED', 'ACTIVE'];
    way.slice(1).forEach((to, index) => expect(codeOf(way[index]!, to)).toBeUndefined());
  });

  it('is refused with both ends when the workflow does not have it', () => {
    const problem = stepProblem(at('EXPLORATION'), 'ACTIVE', facts);
    expect([problem?.code, problem?.args]).toEqual([
      'PARTNERSHIP_STEP_NOT_ALLOWED',
      { from: 'EXPLORATION', to: 'ACTIVE' },
    ]);
    expect(codeOf('CLOSED', 'ACTIVE')).toBe('PARTNERSHIP_STEP_NOT_ALLOWED');
  });

  it('out of exploration needs two municipalities, giving up does not', () => {
    const alone = { members: [member('a'), member('b', { role: 'OBSERVER' as const })] };
    const problem = stepProblem(at('EXPLORATION'), 'DRAFTING', { ...facts, ...alone });
    expect([problem?.code, problem?.args]).toEqual(['PARTNERSHIP_TOO_FEW_MEMBERS', { minimum: 2, given: 1 }]);
    expect(codeOf('EXPLORATION', 'ABANDONED', alone)).toBeUndefined();
    expect(codeOf('ACTIVE', 'DISSOLVING', alone)).toBeUndefined();
  });

  it('to founded needs a whole term where the form knows a maximum', () => {
    const open = { status: 'IN_COUNCILS' as const, startsOn: '2026-07-01', endsOn: null };
    const problem = stepProblem(open, 'FOUNDED', { ...facts, form: project });
    expect([problem?.code, problem?.args]).toEqual(['PARTNERSHIP_TERM_REQUIRED', { maximumYears: 6 }]);
    expect(stepProblem(open, 'FOUNDED', facts)).toBeUndefined();
  });

  it('to founded is barred in a year of elections where the form says so', () => {
    const inElectionYear = { form: project, today: '2030-03-01' };
    const problem = stepProblem(at('IN_COUNCILS'), 'FOUNDED', { ...facts, ...inElectionYear });
    expect([problem?.code, problem?.args]).toEqual(['PARTNERSHIP_FOUNDING_BARRED', { year: 2030 }]);
    expect(codeOf('IN_COUNCILS', 'FOUNDED', { today: '2030-03-01' })).toBeUndefined();
    expect(codeOf('IN_COUNCILS', 'FOUNDED', { form: project })).toBeUndefined();
  });

  it('to an exit is refused where the form binds its members', () => {
    expect(codeOf('ACTIVE', 'EXIT_PENDING', { form: project })).toBe('PARTNERSHIP_WITHDRAWAL_NOT_ALLOWED');
    expect(codeOf('ACTIVE', 'EXIT_PENDING')).toBeUndefined();
    expect(codeOf('ACTIVE', 'EXIT_PENDING', { form: { ...free, withdrawalAllowed: null } })).toBeUndefined();
  });

  it('leads from every status to an end', () => {
    for (const status of partnershipStatuses) {
      const reached = new Set([status]);
      for (const from of reached) for (const to of partnershipWorkflow.next(from)) reached.add(to);
      expect(reached.has('CLOSED') || reached.has('ABANDONED')).toBe(true);
    }
  });

  it('is not taken any more at the end', () => {
    for (const status of ['CLOSED', 'ABANDONED'] as const)
      expect(caught(() => checkNotEnded(status))).toEqual({ code: 'PARTNERSHIP_ENDED', args: { status } });
    checkNotEnded('IN_LIQUIDATION');
  });
});

describe('leaving', () => {
  const members = [member('a'), member('b'), member('c')];
  const active = { status: 'ACTIVE' as const, startsOn: '2026-07-01', endsOn: '2031-12-31' };

  it('leaves two who go on', () => {
    checkLeaving(active, free, members, members[2]!, today);
    expect(caught(() => checkLeaving(active, free, members.slice(0, 2), members[1]!, today))).toEqual({
      code: 'PARTNERSHIP_TOO_FEW_MEMBERS',
      args: { minimum: 2, given: 1 },
    });
  });

  it('is free while everybody only explores, and at the end of the term', () => {
    const pair = members.slice(0, 2);
    checkLeaving({ ...active, status: 'EXPLORATION' }, project, pair, pair[1]!, today);
    checkLeaving(active, project, pair, pair[1]!, '2031-12-31');
  });

  it('is impossible during the term of a form that binds', () => {
    expect(caught(() => checkLeaving(active, project, members, members[2]!, '2031-12-30'))).toEqual({
      code: 'PARTNERSHIP_WITHDRAWAL_NOT_ALLOWED',
      args: { endsOn: '2031-12-31' },
    });
    checkLeaving({ ...active, status: 'DRAFTING' }, project, members, members[2]!, today);
    checkLeaving(active, project, members, member('d', { role: 'OBSERVER' as const }), today);
  });
});
