import { useCallback } from 'react';
import type { IntegrationObjective, PolicyDomain, TaskAudience, TaskPriority, TaskStatus } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { type MessageId, useT } from '../../i18n/messages.js';
import { useCustomFields, withComma } from './ownFields.js';
import { useRepeatWords } from './repeat.js';

const labels: Record<string, MessageId> = {
  title: 'field.title',
  description: 'field.description',
  status: 'field.status',
  waitingOnActor: 'waiting.title',
  waitingOnNote: 'waiting.title',
  dueOn: 'field.dueOn',
  recurrence: 'field.recurrence',
  priority: 'field.priority',
  policyDomain: 'field.policyDomain',
  objectives: 'field.objectives',
  assignee: 'field.assigneeId',
  audience: 'field.audience',
  archived: 'field.archived',
  municipalities: 'field.municipalityIds',
  actors: 'field.actorIds',
  labels: 'field.labelIds',
  parent: 'links.parent',
  needs: 'links.needs',
  previousInSeries: 'repeat.previous',
  nextInSeries: 'repeat.next',
};

/** The history of a field in words: codes and days as people read them. */
export function useChangeTexts() {
  const t = useT();
  const format = useFormat();
  const repeatWords = useRepeatWords();
  const fields = useCustomFields();

  const label = useCallback(
    (field: string, came: boolean, went: boolean): string => {
      if (field === 'step')
        return t(came && went ? 'history.stepChanged' : came ? 'history.stepAdded' : 'history.stepRemoved');
      if (field === 'stepDone') return t(came ? 'history.stepDone' : 'history.stepUndone');
      const known = labels[field];
      // What the partnership added has its own name.
      return known ? t(known) : field.replace(/^=/, '');
    },
    [t],
  );

  const text = useCallback(
    (field: string, values: readonly string[]): string => {
      const one = (value: string): string => {
        if (field === 'status') return t(`status.${value as TaskStatus}`);
        if (field === 'dueOn') return format.longDate(value);
        if (field === 'recurrence') return repeatWords(value);
        if (field === 'priority') return t(`priority.${value as TaskPriority}`);
        if (field === 'policyDomain') return t(`domain.${value as PolicyDomain}`);
        if (field === 'objectives') return t(`objective.${value as IntegrationObjective}`);
        if (field === 'audience') return t(`audience.${value as TaskAudience}`);
        if (field === 'archived') return t(value === 'true' ? 'task.archived' : 'task.notArchived');
        const own = field.startsWith('=') ? fields.find(({ name }) => name === field.slice(1))?.type : undefined;
        if (own === 'YES_NO' && (value === 'YES' || value === 'NO')) return t(`yesNo.${value}`);
        if (own === 'DATE') return format.longDate(value);
        if (own === 'NUMBER') return withComma(value);
        return value;
      };
      return values.map(one).join(', ');
    },
    [fields, format, repeatWords, t],
  );
  return { label, text };
}
