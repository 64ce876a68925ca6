import { type SubmitEvent, useState } from 'react';
import { useQuery } from 'urql';
import { ActorsDocument, type IntegrationObjective, type PolicyDomain, type TaskPriority } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { CheckGroupField } from '../../ui/Checks.js';
import { DialogActions } from '../../ui/Dialog.js';
import { ErrorSummary, fieldId, type FieldIssue } from '../../ui/ErrorSummary.js';
import { PickField, PickManyField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { domains, objectives, priorities } from '../task/choices.js';
import { useLabels } from '../task/labels.js';
import { daysIn, type TemplateText } from './template.js';

const form = 'template';
const none = 'none';

interface Props {
  start: TemplateText;
  /** Sends it; a sentence when it is refused. */
  onSave(text: TemplateText): Promise<FieldIssue | undefined>;
  onCancel(): void;
}

/** What tasks from this template begin with. */
export function TemplateForm({ start, onSave, onCancel }: Props) {
  const t = useT();
  const labels = useLabels();
  const [{ data }] = useQuery({ query: ActorsDocument, requestPolicy: 'cache-first' });
  const [text, setText] = useState(start);
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<TemplateText>): void => {
    setText({ ...text, ...change });
    if (issues.length > 0) setIssues(issues.filter(({ field }) => !(field in change)));
  };
  const errorOf = (field: string): string | undefined => issues.find((issue) => issue.field === field)?.message;

  const save = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const found = [
      ...(text.title.trim() ? [] : [{ field: 'title', message: t('form.titleRequired') }]),
      ...(daysIn(text.dueDays) === undefined ? [{ field: 'dueDays', message: t('templates.daysWrong') }] : []),
    ];
    if (found.length > 0) return setIssues(found);
    setBusy(true);
    const refused = await onSave(text);
    setBusy(false);
    if (refused) setIssues([{ ...refused, field: refused.field === 'checklist' ? 'steps' : refused.field }]);
  };

  return (
    <form className="form" onSubmit={(event) => void save(event)} noValidate>
      <ErrorSummary issues={issues} formId={form} />
      <div id={fieldId(form, 'title')}>
        <TextField
          label={t('field.title')}
          value={text.title}
          onChange={(title) => set({ title })}
          error={errorOf('title')}
          maxLength={200}
          autoFocus
        />
      </div>
      <TextField
        label={t('field.description')}
        hint={t('form.privacy')}
        multiline
        value={text.description}
        onChange={(description) => set({ description })}
      />
      <div id={fieldId(form, 'steps')}>
        <TextField
          label={t('task.newSteps')}
          hint={t('task.newStepsHint')}
          multiline
          value={text.steps}
          onChange={(steps) => set({ steps })}
          error={errorOf('steps')}
        />
      </div>
      <div className="form-grid">
        <div id={fieldId(form, 'dueDays')}>
          <TextField
            label={t('templates.dueDays')}
            hint={t('templates.dueDaysHint')}
            inputMode="text"
            value={text.dueDays}
            onChange={(dueDays) => set({ dueDays })}
            error={errorOf('dueDays')}
          />
        </div>
        <PickField
          label={t('field.priority')}
          options={priorities.map((id) => ({ id, name: t(`priority.${id}`) }))}
          value={text.priority}
          onChange={(id) => id && set({ priority: id as TaskPriority })}
        />
        <PickField
          label={t('field.policyDomain')}
          options={[{ id: none, name: '–' }, ...domains.map((id) => ({ id, name: t(`domain.${id}`) }))]}
          value={text.policyDomain ?? none}
          onChange={(id) => set({ policyDomain: id === none ? null : (id as PolicyDomain) })}
        />
        {labels.length > 0 && (
          <PickManyField
            label={t('field.labelIds')}
            options={labels}
            placeholder="–"
            value={text.labelIds}
            onChange={(labelIds) => set({ labelIds })}
          />
        )}
      </div>
      <PickManyField
        label={t('field.actorIds')}
        options={data?.actors.nodes ?? []}
        searchable
        placeholder={t('task.noActors')}
        value={text.actorIds}
        onChange={(actorIds) => set({ actorIds })}
      />
      <CheckGroupField
        label={t('field.objectives')}
        options={objectives.map((id) => ({ id, name: t(`objective.${id}`) }))}
        value={text.objectives}
        onChange={(ids) => set({ objectives: ids as IntegrationObjective[] })}
      />
      <DialogActions>
        <Button onPress={onCancel}>{t('action.cancel')}</Button>
        <Button kind="primary" type="submit" isDisabled={busy}>
          {t('templates.save')}
        </Button>
      </DialogActions>
    </form>
  );
}
