import { Lock, Users } from 'lucide-react';
import { useState } from 'react';
import { useClient } from 'urql';
import { TypingWords } from '../../app/PresenceWords.js';
import { useOthersAt } from '../../app/useOthers.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { type CommentFragment, MoreCommentsDocument } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { Avatar } from '../../ui/Avatar.js';
import { Button } from '../../ui/Button.js';
import { cutAtNames } from './mentions.js';
import { NewComment } from './NewComment.js';
import type { Task } from './TaskPanel.js';

/** The conversation about a task, oldest first. */
export function Comments({ task }: { task: Task }) {
  const t = useT();
  const client = useClient();
  const [more, setMore] = useState<{ comments: CommentFragment[]; cursor: string | null } | null>(null);
  const { typing } = useOthersAt(task.id);
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
          <CommentItem key={comment.id} comment={comment} task={task} />
        ))}
      </ol>
      {next && <Button onPress={() => void loadMore()}>{t('task.moreComments')}</Button>}
      <p className="typing-line">
        <TypingWords people={typing} />
      </p>
      {mayComment && <NewComment task={task} />}
    </section>
  );
}

function CommentItem({ comment, task }: { comment: CommentFragment; task: Task }) {
  const t = useT();
  const format = useFormat();
  const { isAnswerer } = useWorkspace();
  const internal = comment.audience === 'OWN_ORGANISATION';
  const actors = task.actors.map(({ name }) => name);
  return (
    <li className={internal ? 'comment comment-internal' : 'comment'}>
      {comment.author && <Avatar person={comment.author} />}
      <div>
        <p className="small">
          <strong>{comment.author?.displayName ?? t('conflict.somebody')}</strong>{' '}
          <time className="muted" dateTime={comment.createdAt}>
            {format.moment(comment.createdAt)}
          </time>
        </p>
        <p className="prewrap comment-body" dir="auto">
          {cutAtNames(comment.body, comment.mentions).map(({ text, person }, index) =>
            person ? (
              <strong key={index} className="mention">
                {text}
              </strong>
            ) : (
              text
            ),
          )}
        </p>
        {comment.attachments.map(({ id, name, downloadPath }) => (
          <p key={id} className="small">
            {downloadPath ? (
              <a href={downloadPath} download={name} dir="auto">
                {name}
              </a>
            ) : (
              <span dir="auto">{name}</span>
            )}
          </p>
        ))}
        {internal && (
          <p className="row small comment-audience">
            <Lock size={16} aria-hidden />
            {t('comment.onlyYou')}
          </p>
        )}
        {comment.audience === 'INVOLVED_ACTORS' && !isAnswerer && (
          <p className="row small muted comment-audience">
            <Users size={16} aria-hidden />
            {t('comment.alsoActors', { actors: format.list(actors) })}
          </p>
        )}
      </div>
    </li>
  );
}
