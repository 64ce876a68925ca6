import { Lock } from 'lucide-react';
import { use, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { useViewer } from '../../app/viewer.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  AddTaskCommentDocument,
  MentionableDocument,
  TaskDetailDocument,
  type TaskAudience,
} from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { TypingContext } from '../../live/presence.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { PickField } from '../../ui/PickField.js';
import { audiences } from './choices.js';
import { useDraft } from './drafts.js';
import { MentionField } from './MentionField.js';
import { namedIn } from './mentions.js';
import type { Task } from './TaskPanel.js';

/** Who may be meant, from narrow to wide: at most those who see the task. */
const choicesFor = (task: Task): TaskAudience[] => audiences.slice(0, audiences.indexOf(task.audience) + 1);

/** A message that was not sent stays in the box, also after closing the panel. Who will read it is said before it goes. */
export function NewComment({ task }: { task: Task }) {
  const t = useT();
  const format = useFormat();
  const client = useClient();
  const { partnership } = useWorkspace();
  const { organisation } = useViewer();
  const problemText = useProblemText();
  const noteTyping = use(TypingContext);
  const [draft, setDraft] = useDraft(`${task.id}.comment`);
  const [wanted, setWanted] = useState<TaskAudience>('PARTNERSHIP');
  const [state, setState] = useState<{ busy: boolean; error?: string | undefined }>({ busy: false });
  const choices = choicesFor(task);
  const audience = choices.includes(wanted) ? wanted : (choices.at(-1) ?? 'PARTNERSHIP');
  const internal = audience === 'OWN_ORGANISATION';
  const [{ data }] = useQuery({
    query: MentionableDocument,
    variables: { id: task.id, audience },
    pause: !draft?.includes('@'),
  });
  const people = data?.node?.__typename === 'CoordinationTask' ? data.node.mentionable : [];
  const named = namedIn(draft ?? '', people);
  const names = {
    organisation: organisation?.name ?? '',
    partnership: partnership.name,
    actors: format.list(task.actors.map(({ name }) => name)),
  };

  const send = async (): Promise<void> => {
    const body = (draft ?? '').trim();
    if (state.busy) return;
    if (!body) return setState({ busy: false, error: t('task.emptyComment') });
    setState({ busy: true });
    const outcome = await mutate(AddTaskCommentDocument, {
      input: { taskId: task.id, body, audience, mentionIds: named.map(({ id }) => id) },
    });
    if (!outcome.ok)
      return setState({ busy: false, error: t('task.commentFailed', { reason: problemText(outcome.problem) }) });
    setDraft(null);
    setState({ busy: false });
    const variables = { partnershipId: partnership.id, number: task.number };
    await client.query(TaskDetailDocument, variables, { requestPolicy: 'network-only' });
  };

  return (
    <div
      className={internal ? 'stack-s new-comment comment-internal' : 'stack-s new-comment'}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
      }}
    >
      <MentionField
        label={t(internal ? 'comment.writeInternal' : 'task.writeComment')}
        hint={`${t('form.privacy')} ${t('mention.hint')} ${t('task.ctrlEnter')}`}
        people={people}
        value={draft ?? ''}
        error={state.error}
        onChange={(text) => {
          noteTyping();
          setDraft(text || null);
          if (state.error) setState({ busy: false });
        }}
      />
      {named.length > 0 && (
        <p className="small muted">
          {t('mention.told', { names: format.list(named.map(({ displayName }) => displayName)) })}
        </p>
      )}
      <PickField
        label={t('comment.audience')}
        options={choices.map((id) => ({ id, name: t(`commentAudience.${id}`, names) }))}
        value={audience}
        onChange={(id) => id && setWanted(id as TaskAudience)}
      />
      <div>
        <Button
          kind="primary"
          isPending={state.busy}
          onPress={() => void send()}
          {...(internal ? { icon: <Lock size={20} aria-hidden /> } : {})}
        >
          {t(state.error && draft ? 'action.retry' : internal ? 'comment.keep' : 'task.send')}
        </Button>
      </div>
    </div>
  );
}
