import { Link, useSearch } from '@tanstack/react-router';
import { Link2Off, Plus } from 'lucide-react';
import { type SubmitEvent, useId, useState } from 'react';
import { useClient } from 'urql';
import { notices } from '../../app/notices.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  AddTaskNeedDocument,
  CreatePartDocument,
  type LinkedFragment,
  RemoveTaskNeedDocument,
  SetTaskParentDocument,
  TaskDetailDocument,
} from '../../gql/graphql.js';
import { type MessageId, useT } from '../../i18n/messages.js';
import { mutate, type Outcome } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button, IconButton } from '../../ui/Button.js';
import { StatusPill } from '../../ui/StatusPill.js';
import { TextField } from '../../ui/TextField.js';
import { useDraft } from './drafts.js';
import { TaskPicker } from './TaskPicker.js';
import type { Task } from './TaskPanel.js';

/** What a task is part of, consists of, waits for and holds up. */
export function Links({ task }: { task: Task }) {
  const t = useT();
  const { mayWrite } = useWorkspace();
  const settle = useSettle(task);
  const { parent, subtasks, needs, neededBy } = task;
  const parts = subtasks.filter(({ archived }) => !archived);
  const done = parts.filter(({ status }) => status === 'DONE').length;
  const taken = new Set([task.id, ...needs.map(({ id }) => id)]);

  return (
    <section className="stack-s" aria-labelledby="task-links">
      <h2 id="task-links" className="task-heading">
        {t('links.title')}
      </h2>
      {!mayWrite && !parent && parts.length + needs.length + neededBy.length === 0 && (
        <p className="muted">{t('links.none')}</p>
      )}
      {parent && (
        <Group title="links.parent">
          <Linked
            task={parent}
            {...(mayWrite && {
              remove: async () =>
                settle(await mutate(SetTaskParentDocument, { input: { taskId: task.id, parentId: null } })),
            })}
          />
        </Group>
      )}
      {!parent && (mayWrite || parts.length > 0) && (
        <Group title="links.parts" count={parts.length > 0 ? t('task.stepsDone', { done, total: parts.length }) : ''}>
          {parts.map((part) => (
            <Linked key={part.id} task={part} />
          ))}
        </Group>
      )}
      {!parent && mayWrite && <NewPart task={task} settle={settle} />}
      {(mayWrite || needs.length > 0) && (
        <Group title="links.needs">
          {needs.map((needed) => (
            <Linked
              key={needed.id}
              task={needed}
              {...(mayWrite && {
                remove: async () =>
                  settle(await mutate(RemoveTaskNeedDocument, { input: { taskId: task.id, neededId: needed.id } })),
              })}
            />
          ))}
        </Group>
      )}
      {mayWrite && (
        <TaskPicker
          without={taken}
          choose={async (neededId) =>
            settle(await mutate(AddTaskNeedDocument, { input: { taskId: task.id, neededId } }))
          }
        />
      )}
      {neededBy.length > 0 && (
        <Group title="links.neededBy">
          {neededBy.map((waiting) => (
            <Linked key={waiting.id} task={waiting} />
          ))}
        </Group>
      )}
    </section>
  );
}

type Settle = (outcome: Outcome<unknown>) => boolean;

/** Says what was refused; what was changed is asked again, for whom no event comes by. */
function useSettle(task: Task): Settle {
  const t = useT();
  const client = useClient();
  const { partnership } = useWorkspace();
  const problemText = useProblemText();
  return (outcome) => {
    if (outcome.ok) {
      const variables = { partnershipId: partnership.id, number: task.number };
      void client.query(TaskDetailDocument, variables, { requestPolicy: 'network-only' }).toPromise();
    } else if (!outcome.waited) notices.tell(t('links.refused', { reason: problemText(outcome.problem) }), 'late');
    return outcome.ok;
  };
}

function Group({ title, count, children }: { title: MessageId; count?: string; children: React.ReactNode }) {
  const t = useT();
  const id = useId();
  return (
    <div>
      <h3 id={id} className="small muted">
        {t(title)} {count && <span className="number">{count}</span>}
      </h3>
      <ul aria-labelledby={id}>{children}</ul>
    </div>
  );
}

function Linked({ task, remove }: { task: LinkedFragment; remove?: () => Promise<unknown> }) {
  const t = useT();
  const search = useSearch({ strict: false });
  return (
    <li className="step linked">
      <Link to="/taken/$nr" params={{ nr: String(task.number) }} search={search} className="linked-title" dir="auto">
        <span className="muted number">{task.reference}</span> {task.title}
      </Link>
      <StatusPill status={task.status} />
      {remove && (
        <IconButton
          label={t('links.remove', { title: task.title })}
          icon={<Link2Off size={16} aria-hidden />}
          onPress={() => void remove()}
        />
      )}
    </li>
  );
}

function NewPart({ task, settle }: { task: Task; settle: Settle }) {
  const t = useT();
  const { partnership } = useWorkspace();
  const [draft, setDraft] = useDraft(`${task.id}.part`);
  const [missing, setMissing] = useState(false);
  const add = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const title = (draft ?? '').trim();
    if (!title) return setMissing(true);
    setDraft(null);
    // A part is for the same towns, and seen inside by those who see the whole.
    const outcome = await mutate(CreatePartDocument, {
      input: {
        partnershipId: partnership.id,
        title,
        parentId: task.id,
        municipalityIds: task.municipalities.map(({ id }) => id),
        audience: task.audience === 'OWN_ORGANISATION' ? 'OWN_ORGANISATION' : 'PARTNERSHIP',
      },
    });
    if (!settle(outcome)) setDraft(title);
  };
  return (
    <form className="inline-form" onSubmit={(event) => void add(event)} noValidate>
      <TextField
        label={t('links.newPart')}
        labelHidden
        placeholder={t('links.newPart')}
        value={draft ?? ''}
        maxLength={200}
        error={missing ? t('form.required') : undefined}
        onChange={(text) => {
          setDraft(text || null);
          setMissing(false);
        }}
      />
      <Button type="submit" icon={<Plus size={16} aria-hidden />}>
        {t('links.addPart')}
      </Button>
    </form>
  );
}
