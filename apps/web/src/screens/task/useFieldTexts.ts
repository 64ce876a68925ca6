import { useCallback } from 'react';
import { useClient } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  ActorsDocument,
  LabelsDocument,
  type IntegrationObjective,
  type PolicyDomain,
  type TaskAudience,
  type TaskPriority,
} from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import type { EditableField } from './conflict.js';
import { useCustomFields, useOwnValueText } from './ownFields.js';
import { useRepeatWords } from './repeat.js';

/** A field's value in words, for a dialog that compares two versions. */
export function useFieldTexts(): (field: EditableField, value: unknown) => string {
  const t = useT();
  const format = useFormat();
  const client = useClient();
  const { partnership } = useWorkspace();
  const repeatWords = useRepeatWords();
  const fields = useCustomFields();
  const ownText = useOwnValueText();
  return useCallback(
    (field, given) => {
      const value = given as string | boolean | string[] | null | undefined;
      if (field === 'customValues')
        return (given as { fieldId: string; value?: string | null }[])
          .map(({ fieldId, value: own }) => {
            const known = fields.find(({ id }) => id === fieldId);
            return known && own ? ownText(known, own) : (own ?? '');
          })
          .join(', ');
      if (value === null || value === undefined || value === '') return '';
      if (field === 'dueOn') return format.longDate(String(value));
      if (field === 'recurrence') return repeatWords(String(value));
      if (field === 'priority') return t(`priority.${value as TaskPriority}`);
      if (field === 'audience') return t(`audience.${value as TaskAudience}`);
      if (field === 'policyDomain') return t(`domain.${value as PolicyDomain}`);
      if (field === 'archived') return t(value ? 'task.archived' : 'task.notArchived');
      if (field === 'assigneeId') return partnership.people.find(({ id }) => id === value)?.displayName ?? '?';
      if (field === 'objectives')
        return (value as IntegrationObjective[]).map((objective) => t(`objective.${objective}`)).join(', ');
      const ids = Array.isArray(value) ? value : null;
      if (field === 'municipalityIds')
        return (ids ?? [])
          .map((id) => partnership.members.find(({ municipality }) => municipality.id === id)?.municipality.name ?? '?')
          .join(', ');
      if (field === 'actorIds') {
        const actors = client.readQuery(ActorsDocument, {})?.data?.actors.nodes ?? [];
        return (ids ?? []).map((id) => actors.find((actor) => actor.id === id)?.name ?? '?').join(', ');
      }
      if (field === 'labelIds') {
        const labels = client.readQuery(LabelsDocument, { id: partnership.id })?.data?.partnership?.labels ?? [];
        return (ids ?? []).map((id) => labels.find((label) => label.id === id)?.name ?? '?').join(', ');
      }
      return String(value);
    },
    [client, fields, format, ownText, partnership, repeatWords, t],
  );
}
