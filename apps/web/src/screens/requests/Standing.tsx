import {
  BadgeCheck,
  Ban,
  CalendarPlus,
  CircleCheck,
  CircleDot,
  FilePen,
  Hourglass,
  MailCheck,
  MessageCircleReply,
  MessageCircleWarning,
  Send,
  TrendingUp,
  TriangleAlert,
} from 'lucide-react';
import type { RequestRowFragment, RequestStatus } from '../../gql/graphql.js';
import { daysUntil, useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { Bar } from '../../ui/Bar.js';
import { Pill, type Tone } from '../../ui/Pill.js';
import { awaitingStatuses } from './search.js';

const looks: Record<RequestStatus, { icon: typeof Send; tone: Tone }> = {
  DRAFT: { icon: FilePen, tone: 'plain' },
  SENT: { icon: Send, tone: 'action' },
  RECEIVED: { icon: MailCheck, tone: 'action' },
  IN_PROGRESS: { icon: Hourglass, tone: 'action' },
  ANSWERED: { icon: MessageCircleReply, tone: 'done' },
  NOT_SUFFICIENT: { icon: MessageCircleWarning, tone: 'wait' },
  ACCEPTED: { icon: BadgeCheck, tone: 'done' },
  ESCALATED: { icon: TrendingUp, tone: 'up' },
  CLOSED: { icon: CircleCheck, tone: 'plain' },
  WITHDRAWN: { icon: Ban, tone: 'plain' },
};

/** Where a request stands: an icon and a word, and the step of the ladder when it went up. */
export function RequestStatusPill({ status, level = 0 }: { status: RequestStatus; level?: number }) {
  const t = useT();
  const { icon: Icon, tone } = looks[status];
  return (
    <Pill tone={tone} icon={<Icon aria-hidden />}>
      {status === 'ESCALATED' ? t('request.escalatedTo', { level }) : t(`requestStatus.${status}`)}
    </Pill>
  );
}

export const isAwaited = (status: RequestStatus): boolean => awaitingStatuses.includes(status);

/** The last day in words, and how much of the term is used; late is derived, never a status. */
export function Term({ request }: { request: Pick<RequestRowFragment, 'requestStatus' | 'dueOn' | 'sentAt'> }) {
  const t = useT();
  const format = useFormat();
  const { dueOn, sentAt, requestStatus } = request;
  if (!dueOn) return <span className="muted">–</span>;
  if (!isAwaited(requestStatus)) return <span className="muted nowrap-text">{format.day(dueOn)}</span>;
  const left = daysUntil(dueOn);
  const late = left < 0;
  const total = sentAt ? Math.max(1, left - daysUntil(sentAt.slice(0, 10))) : 1;
  return (
    <span className="request-term">
      {late ? (
        <Pill tone="late" icon={<TriangleAlert aria-hidden />}>
          {format.term(dueOn)}
        </Pill>
      ) : (
        <span className={left <= 3 ? 'request-soon' : undefined}>{format.term(dueOn)}</span>
      )}
      <Bar share={late ? 1 : 1 - left / total} over={late} />
      <span className="visually-hidden">{t('due.by', { date: format.longDate(dueOn) })}</span>
    </span>
  );
}

/** What asks for attention beside the status. */
export function Marks({ request, asking }: { request: RequestRowFragment; asking: boolean }) {
  const t = useT();
  const format = useFormat();
  const { requestStatus, proposedLevel, extensionAsked, nextCommitmentOn } = request;
  if (requestStatus === 'CLOSED' || requestStatus === 'WITHDRAWN') return null;
  const promiseLate = nextCommitmentOn != null && daysUntil(nextCommitmentOn) < 0;
  return (
    <>
      {asking && requestStatus === 'ANSWERED' && (
        <Pill tone="done" icon={<CircleDot aria-hidden />}>
          {t('request.newAnswer')}
        </Pill>
      )}
      {asking && proposedLevel != null && (
        <Pill tone="up" icon={<TrendingUp aria-hidden />}>
          {t('request.proposed', { level: proposedLevel })}
        </Pill>
      )}
      {extensionAsked && (
        <Pill tone="wait" icon={<CalendarPlus aria-hidden />}>
          {t('request.extensionAsked')}
        </Pill>
      )}
      {nextCommitmentOn && (
        <Pill tone={promiseLate ? 'late' : 'plain'} icon={<Hourglass aria-hidden />}>
          {t('request.promiseBy', { date: format.day(nextCommitmentOn) })}
        </Pill>
      )}
    </>
  );
}
