import { useQuery } from 'urql';
import { notices } from '../../app/notices.js';
import { TemplateSourceDocument, type TemplateSourceQuery } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { dayOf } from '../../i18n/useFormat.js';
import { Dialog } from '../../ui/Dialog.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Note } from '../../ui/Note.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { daysBetween } from '../board/calendar.js';
import type { TemplateText } from './template.js';
import { TemplateForm } from './TemplateForm.js';
import { useSaveTemplate } from './useSaveTemplate.js';

type Source = Extract<NonNullable<TemplateSourceQuery['node']>, { __typename: 'CoordinationTask' }>;

/** What a task is made of, as a template: the days it took between being made and being due are proposed. */
const textOf = (task: Source): TemplateText => {
  const days = task.dueOn ? daysBetween(dayOf(task.createdAt), task.dueOn) : 0;
  return {
    ...{ title: task.title, description: task.description, priority: task.priority },
    ...{ policyDomain: task.policyDomain ?? null, objectives: task.objectives },
    ...{ labelIds: task.labels.map(({ id }) => id), actorIds: task.actors.map(({ id }) => id) },
    ...{
      dueDays: days > 0 && days <= 730 ? String(days) : '',
      steps: task.checklist.map(({ label }) => label).join('\n'),
    },
  };
};

/** "Save as template", from the menu of a task. */
export function SaveAsTemplate({ id, onClose }: { id: string; onClose(): void }) {
  const t = useT();
  const save = useSaveTemplate();
  const [{ data, error, fetching }, again] = useQuery({ query: TemplateSourceDocument, variables: { id } });
  const task = data?.node?.__typename === 'CoordinationTask' ? data.node : undefined;
  return (
    <Dialog title={t('templates.saveAs')} isOpen wide onClose={onClose}>
      {task ? (
        <>
          <Note>{t('templates.everybodySees')}</Note>
          <TemplateForm
            start={textOf(task)}
            onCancel={onClose}
            onSave={async (text) => {
              const refused = await save(text, null);
              if (refused) return refused;
              notices.tell(t('templates.saved', { title: text.title.trim() }), 'done');
              onClose();
              return undefined;
            }}
          />
        </>
      ) : error && !fetching ? (
        <ErrorBlock title={t('task.failed')} error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
      ) : (
        <Skeleton lines={6} />
      )}
    </Dialog>
  );
}
