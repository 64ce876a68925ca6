import { Fragment } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { DuePill } from '../../ui/DuePill.js';
import { Place } from '../../ui/Place.js';
import { StatusPill } from '../../ui/StatusPill.js';
import { waitingOn } from '../board/names.js';
import type { Task } from './TaskPanel.js';
import { LabelChips } from './LabelChips.js';
import { useCustomFields, useOwnValueText } from './ownFields.js';
import { SeriesLinks } from './RepeatField.js';
import { useRepeatWords } from './repeat.js';
import { WhoSees } from './WhoSees.js';

/** The fields for somebody who may read them only: words, no grey boxes. */
export function TaskFacts({ task }: { task: Task }) {
  const t = useT();
  const format = useFormat();
  const repeatWords = useRepeatWords();
  const ownText = useOwnValueText();
  const fields = useCustomFields();
  const { placeOf } = useWorkspace();
  return (
    <div className="stack-s">
      <div className="row">
        <StatusPill status={task.status} />
        {task.dueOn && <DuePill dueOn={task.dueOn} done={task.status === 'DONE'} withTerm />}
      </div>
      <dl className="pairs">
        {task.status === 'WAITING' && (
          <>
            <dt>{t('waiting.title')}</dt>
            <dd dir="auto">{waitingOn(task)}</dd>
          </>
        )}
        <dt>{t('field.municipalityIds')}</dt>
        <dd className="row">
          {task.municipalities.length === 0 && t('task.noMunicipality')}
          {task.municipalities.map(({ id, name }) => (
            <Place key={id} name={name} index={placeOf(id)} />
          ))}
        </dd>
        <dt>{t('field.assigneeId')}</dt>
        <dd>{task.assignee?.displayName ?? t('task.nobody')}</dd>
        <dt>{t('field.actorIds')}</dt>
        <dd>{task.actors.length > 0 ? format.list(task.actors.map(({ name }) => name)) : t('task.noActors')}</dd>
        {task.labels.length > 0 && (
          <>
            <dt>{t('field.labelIds')}</dt>
            <dd className="row">
              <LabelChips labels={task.labels} />
            </dd>
          </>
        )}
        {(task.recurrence ?? task.previousInSeries ?? task.nextInSeries) && (
          <>
            <dt>{t('field.recurrence')}</dt>
            <dd>
              {task.recurrence && repeatWords(task.recurrence)}
              <SeriesLinks task={task} />
            </dd>
          </>
        )}
        <dt>{t('field.priority')}</dt>
        <dd>{t(`priority.${task.priority}`)}</dd>
        <dt>{t('field.policyDomain')}</dt>
        <dd>{task.policyDomain ? t(`domain.${task.policyDomain}`) : '–'}</dd>
        <dt>{t('field.objectives')}</dt>
        <dd>{task.objectives.map((objective) => t(`objective.${objective}`)).join(', ') || '–'}</dd>
        {fields.map((field) => {
          const value = task.customValues.find(({ fieldId }) => fieldId === field.id)?.value;
          return (
            <Fragment key={field.id}>
              <dt dir="auto">{field.name}</dt>
              <dd dir="auto">{value === undefined ? '–' : ownText(field, value)}</dd>
            </Fragment>
          );
        })}
      </dl>
      <WhoSees task={task} />
    </div>
  );
}
