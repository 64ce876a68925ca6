import { Plus, Trash2 } from 'lucide-react';
import { type SubmitEvent, useRef, useState } from 'react';
import { notices } from '../../app/notices.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  AddChecklistItemDocument,
  type ItemFragment,
  RemoveChecklistItemDocument,
  UpdateChecklistItemDocument,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate, type Outcome } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button, IconButton } from '../../ui/Button.js';
import { CheckField } from '../../ui/Checks.js';
import { TextField } from '../../ui/TextField.js';
import { useDraft } from './drafts.js';
import type { Task } from './TaskPanel.js';

/** Steps of a task. */
export function Checklist({ task }: { task: Task }) {
  const t = useT();
  const { mayWrite } = useWorkspace();
  const tell = useTell();
  const items = [...task.checklist].sort((a, b) => a.position - b.position);
  const done = items.filter((item) => item.done).length;

  return (
    <section className="stack-s" aria-labelledby="task-steps">
      <h2 id="task-steps" className="task-heading">
        {t('task.steps')}{' '}
        {items.length > 0 && <span className="muted number">{t('task.stepsDone', { done, total: items.length })}</span>}
      </h2>
      {items.length === 0 && <p className="muted">{t('task.noSteps')}</p>}
      <ul>
        {items.map((item, index) => (
          <Step key={keyOf(item, items.slice(0, index))} item={item} canEdit={mayWrite} tell={tell} />
        ))}
      </ul>
      {mayWrite && <NewStep taskId={task.id} tell={tell} />}
    </section>
  );
}

/** By its words: a step keeps its place, and a key that is being pressed, when the server gives it an id of its own. */
function keyOf(item: ItemFragment, before: readonly ItemFragment[]): string {
  return `${before.filter(({ label }) => label === item.label).length} ${item.label}`;
}

type Tell = (outcome: Outcome<unknown>) => boolean;

function useTell(): Tell {
  const t = useT();
  const problemText = useProblemText();
  return (outcome) => {
    if (!outcome.ok && !outcome.waited)
      notices.tell(t('task.stepRefused', { reason: problemText(outcome.problem) }), 'late');
    return outcome.ok;
  };
}

function Step({ item, canEdit, tell }: { item: ItemFragment; canEdit: boolean; tell: Tell }) {
  const t = useT();
  const change = async (done: boolean): Promise<void> => {
    tell(await mutate(UpdateChecklistItemDocument, { input: { id: item.id, expectedVersion: item.version, done } }));
  };
  const remove = async (): Promise<void> => {
    tell(await mutate(RemoveChecklistItemDocument, { input: { id: item.id, expectedVersion: item.version } }));
  };
  return (
    <li className="step">
      <CheckField isSelected={item.done} isDisabled={!canEdit} onChange={(done) => void change(done)}>
        <span className={item.done ? 'step-done' : undefined} dir="auto">
          {item.label}
        </span>
      </CheckField>
      {canEdit && (
        <IconButton
          label={t('task.removeStep', { label: item.label })}
          icon={<Trash2 size={16} aria-hidden />}
          onPress={() => void remove()}
        />
      )}
    </li>
  );
}

function NewStep({ taskId, tell }: { taskId: string; tell: Tell }) {
  const t = useT();
  const [draft, setDraft] = useDraft(`${taskId}.step`);
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const add = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const label = (draft ?? '').trim();
    if (!label) return setMissing(true);
    setDraft(null);
    form.current?.querySelector('input')?.focus();
    const outcome = await mutate(AddChecklistItemDocument, { input: { taskId, label } });
    if (!tell(outcome)) setDraft(label);
  };
  return (
    <form ref={form} className="inline-form" onSubmit={(event) => void add(event)} noValidate>
      <TextField
        label={t('task.newStep')}
        labelHidden
        placeholder={t('task.newStep')}
        value={draft ?? ''}
        maxLength={200}
        error={missing ? t('form.required') : undefined}
        onChange={(text) => {
          setDraft(text || null);
          setMissing(false);
        }}
      />
      <Button type="submit" icon={<Plus size={16} aria-hidden />}>
        {t('task.addStep')}
      </Button>
    </form>
  );
}
