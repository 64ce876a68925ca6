import {
  FileInput,
  Handshake,
  Hourglass,
  Link2,
  ListChecks,
  ListTree,
  MessageSquare,
  OctagonAlert,
  Repeat,
} from 'lucide-react';
import { TypingWords } from '../../app/PresenceWords.js';
import { useOthersAt } from '../../app/useOthers.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { Avatar } from '../../ui/Avatar.js';
import { DuePill } from '../../ui/DuePill.js';
import { Pill } from '../../ui/Pill.js';
import { Place } from '../../ui/Place.js';
import { useRepeatWords } from '../task/repeat.js';
import { LabelChips } from '../task/LabelChips.js';
import { useIsFresh } from './fresh.js';
import { shortActor, waitingOn } from './names.js';
import type { Card } from './useBoard.js';

const shownPlaces = 2;

/** What a card says: what, for whom, by whom, by when, and what holds it up. */
export function TaskCardView({ card }: { card: Card }) {
  const t = useT();
  const repeatWords = useRepeatWords();
  const isFresh = useIsFresh(card.id);
  const { placeOf } = useWorkspace();
  const { typing } = useOthersAt(card.id);
  const more = card.municipalities.length - shownPlaces;
  const onWhom = card.status === 'WAITING' ? waitingOn(card) : '';
  return (
    <div className={isFresh ? 'task-card-body is-fresh' : 'task-card-body'}>
      <p className="task-card-title" dir="auto">
        {card.title}
        {isFresh && <span className="fresh-word">{t('live.new')}</span>}
      </p>
      {card.municipalities.length > 0 && (
        <p className="task-card-line small muted">
          {card.municipalities.slice(0, shownPlaces).map(({ id, name }) => (
            <Place key={id} name={name} index={placeOf(id)} />
          ))}
          {more > 0 && <span>+{more}</span>}
        </p>
      )}
      {card.labels.length > 0 && (
        <p className="task-card-line">
          <LabelChips labels={card.labels} />
        </p>
      )}
      <div className="task-card-line">
        {card.priority === 'URGENT' && (
          <Pill tone="late" icon={<OctagonAlert aria-hidden />}>
            {t('priority.URGENT')}
          </Pill>
        )}
        {card.priority === 'HIGH' && <Pill tone="up">{t('priority.HIGH')}</Pill>}
        {onWhom && (
          <Pill tone="wait" icon={<Hourglass aria-hidden />}>
            {onWhom}
          </Pill>
        )}
        {card.blockedBy > 0 && card.status !== 'DONE' && (
          <Pill tone="wait" icon={<Link2 aria-hidden />}>
            {t('links.blocked', { count: card.blockedBy })}
          </Pill>
        )}
        {!onWhom && card.actors[0] && (
          <Pill tone="plain" icon={<Handshake aria-hidden />}>
            {shortActor(card.actors[0])}
            {card.actors.length > 1 ? ` +${card.actors.length - 1}` : ''}
          </Pill>
        )}
        {card.dueOn && <DuePill dueOn={card.dueOn} done={card.status === 'DONE'} />}
        {card.requests[0] && (
          <Pill tone="plain" icon={<FileInput aria-hidden />}>
            {t('task.requestNumber', { reference: card.requests[0].reference })}
            {card.requests.length > 1 ? ` +${card.requests.length - 1}` : ''}
          </Pill>
        )}
      </div>
      <div className="task-card-foot small muted">
        <span className="number">{card.reference}</span>
        {card.checklistTotal > 0 && (
          <span className="row" title={t('task.steps')}>
            <ListChecks size={16} aria-hidden />
            <span className="visually-hidden">{t('task.steps')}</span>
            {card.checklistDone}/{card.checklistTotal}
          </span>
        )}
        {card.subtaskTotal > 0 && (
          <span className="row" title={t('links.parts')}>
            <ListTree size={16} aria-hidden />
            <span className="visually-hidden">{t('links.parts')}</span>
            {card.subtaskDone}/{card.subtaskTotal}
          </span>
        )}
        {card.recurrence && (
          <span className="row" title={t('repeat.card', { how: repeatWords(card.recurrence, false) })}>
            <Repeat size={16} aria-hidden />
            <span className="visually-hidden">{t('repeat.card', { how: repeatWords(card.recurrence, false) })}</span>
          </span>
        )}
        {card.commentCount > 0 && (
          <span className="row" title={t('task.comments')}>
            <MessageSquare size={16} aria-hidden />
            <span className="visually-hidden">{t('task.comments')}</span>
            {card.commentCount}
          </span>
        )}
        <TypingWords people={typing} />
        {card.assignee && <Avatar person={card.assignee} named small />}
      </div>
    </div>
  );
}
