import { toGlobalId } from '#libs/kernel';
import { DateScalar, DateTimeScalar, NodeType } from '#libs/platform';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { EscalationStateEnum, TermUnitEnum } from '../request.enums.js';
import type { TermUnit } from '../terms/term.rules.js';
import type { EscalationRow, LadderStepRow } from './escalations.store.js';

@ObjectType('LadderStep', { description: 'A step of the ladder of an actor, as dated data with its source.' })
export class LadderStepType {
  @Field(() => Int, {
    description:
      '0 the service, 1 the regional level, 2 the central administration, 3 the cabinet through ABB or governor, 4 jointly through region or VVSG, 5 parliament or ombudsman.',
  })
  level: number;

  @Field({ description: 'To whom one turns.' })
  addressee: string;

  @Field(() => Int, { description: 'How many days after the term before it passed, this step is proposed.' })
  graceDays: number;

  @Field(() => Int, { description: 'Days to answer on this step.' })
  termDays: number;

  @Field(() => TermUnitEnum, { description: 'How both are counted.' })
  unit: TermUnit;

  @Field({ description: 'Somebody of another member municipality has to approve it first.' })
  needsApproval: boolean;

  @Field({ description: 'Of this actor itself, rather than of all actors of its level.' })
  own: boolean;

  @Field({ description: 'Where it comes from.' })
  source: string;

  @Field({ description: 'How sure that is: V verified … GK general knowledge.' })
  verification: string;

  static of(row: LadderStepRow): LadderStepType {
    return Object.assign(new LadderStepType(), row);
  }
}

@ObjectType('RequestEscalation', {
  implements: () => NodeType,
  description: 'A step up of a request: proposed, approved, confirmed. Only the asking side sees it.',
})
export class RequestEscalationType extends NodeType {
  @Field(() => Int, { description: 'The step of the ladder.' })
  level: number;

  @Field({ description: 'To whom one turns.' })
  addressee: string;

  @Field({ description: 'Why, as whoever proposed it wrote; for the clock, a fixed sentence in Dutch.' })
  reason: string;

  @Field(() => EscalationStateEnum, { description: 'How far it came.' })
  state: EscalationRow['state'];

  @Field({ description: 'Somebody of another member municipality has to approve it first.' })
  needsApproval: boolean;

  @Field({ description: 'The clock proposed it.' })
  byClock: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was proposed.' })
  proposedAt: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was approved or refused.' })
  decidedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was approved or refused.' })
  decisionReason: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it went up.' })
  confirmedAt: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day to answer on this step.' })
  dueOn: string | null;

  @Field(() => Int, { description: 'Goes up by one with every change; hand it back as `expectedVersion`.' })
  version: number;

  row: EscalationRow;

  static of(row: EscalationRow): RequestEscalationType {
    const id = toGlobalId('RequestEscalation', row.id);
    return Object.assign(new RequestEscalationType(), { ...row, id, byClock: row.proposedBy === null, row });
  }
}
