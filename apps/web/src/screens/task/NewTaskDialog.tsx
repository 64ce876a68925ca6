import { type SubmitEvent, useState } from 'react';
import { useQuery } from 'urql';
import { notices } from '../../app/notices.js';
import { useViewer } from '../../app/viewer.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  ActorsDocument,
  CreateTaskDocument,
  type IntegrationObjective,
  type PolicyDomain,
  type TaskAudience,
  type TaskPriority,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { connectionStore } from '../../live/connectionStore.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { CheckGroupField, RadioField } from '../../ui/Checks.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { ErrorSummary, fieldId, type FieldIssue } from '../../ui/ErrorSummary.js';
import { PickField, PickManyField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { FromTemplate } from '../templates/FromTemplate.js';
import { stepsIn } from '../templates/template.js';
import { CustomField } from './CustomFields.js';
import { audiences, domains, objectives, priorities } from './choices.js';
import { useLabels } from './labels.js';
import { emptyTask, type NewTask, readNewTask, validateNewTask, writeNewTask } from './newTask.js';
import { isWrongNumber, useCustomFields } from './ownFields.js';
import { RepeatPicker } from './RepeatField.js';
import './task.css';

const form = 'new-task';
const none = 'none';

/** A new task; what was typed is still there after an accidental close. */
export function NewTaskDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const problemText = useProblemText();
  const { partnership } = useWorkspace();
  const { person } = useViewer();
  const labels = useLabels();
  const ownFields = useCustomFields();
  const [{ data }] = useQuery({ query: ActorsDocument, requestPolicy: 'cache-first' });
  const [task, setTask] = useState<NewTask>(() => readNewTask(partnership.id));
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const [busy, setBusy] = useState(false);

  const set = (change: Partial<NewTask>): void => {
    const next = { ...task, ...change };
    setTask(next);
    writeNewTask(partnership.id, next);
    if (issues.length > 0)
      setIssues(issues.filter(({ field }) => !(field in change) && next.own[field] === task.own[field]));
  };
  const errorOf = (field: string): string | undefined => issues.find((issue) => issue.field === field)?.message;

  const save = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const found: FieldIssue[] = validateNewTask(task).map(({ field, message }) => ({ field, message: t(message) }));
    for (const field of ownFields)
      if (isWrongNumber(field, task.own[field.id]))
        found.push({ field: field.id, message: `${field.name}: ${t('fields.numberHint')}` });
    if (found.length > 0) return setIssues(found);
    setBusy(true);
    const { steps, own, ...fields } = task;
    const customValues = ownFields.flatMap(({ id }) => (own[id] ? { fieldId: id, value: own[id] } : []));
    const checklist = stepsIn(steps);
    const sent = mutate(CreateTaskDocument, {
      input: { ...fields, title: task.title.trim(), checklist, customValues, partnershipId: partnership.id },
    });
    if (!connectionStore.get().online) {
      // Queued: the card is on the board, the answer comes with the network.
      writeNewTask(partnership.id, emptyTask);
      notices.tell(t('task.queued'), 'done');
      return onClose();
    }
    const outcome = await sent;
    setBusy(false);
    if (outcome.ok) {
      writeNewTask(partnership.id, emptyTask);
      notices.tell(t('task.createdNotice', { reference: outcome.data.createTask.task.reference }), 'done');
      return onClose();
    }
    const field = outcome.problem.field ?? 'title';
    setIssues([{ field: field === 'checklist' ? 'steps' : field, message: problemText(outcome.problem) }]);
  };

  const people = [
    { id: none, name: t('task.nobody') },
    ...partnership.people.map(({ id, displayName }) => ({ id, name: displayName })),
  ];
  return (
    <Dialog title={t('task.new')} isOpen wide onClose={onClose}>
      <form className="form" onSubmit={(event) => void save(event)} noValidate>
        <ErrorSummary issues={issues} formId={form} />
        <FromTemplate task={task} onFill={set} />
        <div id={fieldId(form, 'title')}>
          <TextField
            label={t('field.title')}
            value={task.title}
            onChange={(title) => set({ title })}
            error={errorOf('title')}
            maxLength={200}
            autoFocus
          />
        </div>
        <div id={fieldId(form, 'description')}>
          <TextField
            label={t('field.description')}
            hint={t('form.privacy')}
            multiline
            value={task.description}
            onChange={(description) => set({ description })}
            error={errorOf('description')}
          />
        </div>
        <div id={fieldId(form, 'steps')}>
          <TextField
            label={t('task.newSteps')}
            hint={t('task.newStepsHint')}
            multiline
            value={task.steps}
            onChange={(steps) => set({ steps })}
            error={errorOf('steps')}
          />
        </div>
        <div className="form-grid">
          <div id={fieldId(form, 'municipalityIds')}>
            <PickManyField
              label={t('field.municipalityIds')}
              options={partnership.members.map(({ municipality }) => municipality)}
              placeholder={t('task.allMunicipalities')}
              value={task.municipalityIds}
              onChange={(municipalityIds) => set({ municipalityIds })}
              error={errorOf('municipalityIds')}
            />
          </div>
          <div id={fieldId(form, 'assigneeId')}>
            <PickField
              label={t('field.assigneeId')}
              options={people.map((entry) =>
                entry.id === person.id ? { ...entry, name: t('task.me', { name: entry.name }) } : entry,
              )}
              value={task.assigneeId ?? none}
              onChange={(id) => set({ assigneeId: id === none ? null : id })}
              error={errorOf('assigneeId')}
            />
          </div>
          <div id={fieldId(form, 'dueOn')}>
            <DateField
              label={t('field.dueOn')}
              value={task.dueOn}
              onChange={(dueOn) => set(dueOn ? { dueOn } : { dueOn, recurrence: null })}
              error={errorOf('dueOn')}
            />
          </div>
          <div id={fieldId(form, 'recurrence')}>
            <RepeatPicker
              rule={task.recurrence}
              dueOn={task.dueOn}
              isDisabled={!task.dueOn}
              hint={task.dueOn ? undefined : t('repeat.needsDue')}
              error={errorOf('recurrence')}
              onChange={(recurrence) => set({ recurrence })}
            />
          </div>
          <PickField
            label={t('field.priority')}
            options={priorities.map((id) => ({ id, name: t(`priority.${id}`) }))}
            value={task.priority}
            onChange={(id) => id && set({ priority: id as TaskPriority })}
          />
          <div id={fieldId(form, 'policyDomain')}>
            <PickField
              label={t('field.policyDomain')}
              options={[{ id: none, name: '–' }, ...domains.map((id) => ({ id, name: t(`domain.${id}`) }))]}
              value={task.policyDomain ?? none}
              onChange={(id) => set({ policyDomain: id === none ? null : (id as PolicyDomain) })}
            />
          </div>
          {labels.length > 0 && (
            <div id={fieldId(form, 'labelIds')}>
              <PickManyField
                label={t('field.labelIds')}
                options={labels}
                placeholder="–"
                value={task.labelIds}
                onChange={(labelIds) => set({ labelIds })}
                error={errorOf('labelIds')}
              />
            </div>
          )}
        </div>
        <div id={fieldId(form, 'actorIds')}>
          <PickManyField
            label={t('field.actorIds')}
            hint={t('task.actorsHint')}
            options={data?.actors.nodes ?? []}
            searchable
            placeholder={t('task.noActors')}
            value={task.actorIds}
            onChange={(actorIds) =>
              set({
                actorIds,
                ...(actorIds.length === 0 && task.audience === 'INVOLVED_ACTORS' ? { audience: 'PARTNERSHIP' } : {}),
              })
            }
            error={errorOf('actorIds')}
          />
        </div>
        {ownFields.length > 0 && (
          <div className="form-grid" id={fieldId(form, 'customValues')}>
            {ownFields.map((field) => (
              <div key={field.id} id={fieldId(form, field.id)}>
                <CustomField
                  field={field}
                  value={task.own[field.id] ?? null}
                  atOnce
                  error={errorOf(field.id)}
                  change={(value) => set({ own: { ...task.own, [field.id]: value ?? '' } })}
                />
              </div>
            ))}
          </div>
        )}
        <CheckGroupField
          label={t('field.objectives')}
          options={objectives.map((id) => ({ id, name: t(`objective.${id}`) }))}
          value={task.objectives}
          onChange={(ids) => set({ objectives: ids as IntegrationObjective[] })}
        />
        <div id={fieldId(form, 'audience')}>
          <RadioField
            label={t('field.audience')}
            options={audiences
              .filter((id) => id !== 'INVOLVED_ACTORS' || task.actorIds.length > 0)
              .map((id) => ({ id, name: t(`audience.${id}`), description: t(`audienceHint.${id}`) }))}
            value={task.audience}
            onChange={(audience) => set({ audience: audience as TaskAudience })}
            error={errorOf('audience')}
          />
        </div>
        <DialogActions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={busy}>
            {t('task.create')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
