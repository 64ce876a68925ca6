import { useState } from 'react';
import { useClient } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  AddTaskCommentDocument,
  type CommentFragment,
  MoreCommentsDocument,
  TaskDetailDocument,
} from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Avatar } from '../../ui/Avatar.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/TextField.js';
import { useDraft } from './drafts.js';
import type { Task } from './TaskPanel.js';

/** The conversation about a task, oldest first. */
export function Comments({ task }: { task: Task }) {
  const t = useT();
  const client = useClient();
  const [more, setMore] = useState<{ comments: CommentFragment[]; cursor: string | null } | null>(null);
  const { mayComment } = useWorkspace();
  const first = task.comments.nodes;
  const known = new Set(first.map(({ id }) => id));
  const comments = [...first, ...(more?.comments ?? []).filter(({ id }) => !known.has(id))];
  const next = more ? more.cursor : task.comments.pageInfo.hasNextPage ? task.comments.pageInfo.endCursor : null;

  const loadMore = async (): Promise<void> => {
    if (!next) return;
    const { data } = await client.query(
      MoreCommentsDocument,
      { id: task.id, after: next },
      { requestPolicy: 'network-only' },
    );
    const page = data?.node?.__typename === 'CoordinationTask' ? data.node.comments : null;
    if (page) {
      setMore((before) => ({
        comments: [...(before?.comments ?? []), ...page.nodes],
        cursor: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
      }));
    }
  };

  return (
    <section className="stack-s" aria-labelledby="task-comments">
      <h2 id="task-comments" className="task-heading">
        {t('task.comments')} {task.commentCount > 0 && <span className="muted number">{task.commentCount}</span>}
      </h2>
      {comments.length === 0 && <p className="muted">{t('task.noComments')}</p>}
      <ol className="comments">
        {comments.map((comment) => (
          <CommentItem key={comment.id} comment={comment} />
        ))}
      </ol>
      {next && <Button onPress={() => void loadMore()}>{t('task.moreComments')}</Button>}
      {mayComment && <NewComment task={task} />}
    </section>
  );
}

function CommentItem({ comment }: { comment: CommentFragment }) {
  const t = useT();
  const format = useFormat();
  return (
    <li className="comment">
      {comment.author && <Avatar person={comment.author} />}
      <div>
        <p className="small">
          <strong>{comment.author?.displayName ?? t('conflict.somebody')}</strong>{' '}
          <time className="muted" dateTime={comment.createdAt}>
            {format.moment(comment.createdAt)}
          </time>
        </p>
        <p className="prewrap comment-body" dir="auto">
          {comment.body}
        </p>
      </div>
    </li>
  );
}

/** A message that was not sent stays in the box, also after closing the panel. */
function NewComment({ task }: { task: Task }) {
  const t = useT();
  const client = useClient();
  const { partnership } = useWorkspace();
  const problemText = useProblemText();
  const [draft, setDraft] = useDraft(`${task.id}.comment`);
  const [state, setState] = useState<{ busy: boolean; error?: string | undefined }>({ busy: false });

  const send = async (): Promise<void> => {
    const body = (draft ?? '').trim();
    if (state.busy) return;
    if (!body) return setState({ busy: false, error: t('task.emptyComment') });
    setState({ busy: true });
    const outcome = await mutate(AddTaskCommentDocument, { input: { taskId: task.id, body } });
    if (!outcome.ok)
      return setState({ busy: false, error: t('task.commentFailed', { reason: problemText(outcome.problem) }) });
    setDraft(null);
    setState({ busy: false });
    const variables = { partnershipId: partnership.id, number: task.number };
    await client.query(TaskDetailDocument, variables, { requestPolicy: 'network-only' });
  };

  return (
    <div
      className="stack-s"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
      }}
    >
      <TextField
        label={t('task.writeComment')}
        hint={`${t('form.privacy')} ${t('task.ctrlEnter')}`}
        multiline
        rows={2}
        value={draft ?? ''}
        error={state.error}
        onChange={(text) => {
          setDraft(text || null);
          if (state.error) setState({ busy: false });
        }}
      />
      <div>
        <Button kind="primary" isPending={state.busy} onPress={() => void send()}>
          {t(state.error && draft ? 'action.retry' : 'task.send')}
        </Button>
      </div>
    </div>
  );
}
