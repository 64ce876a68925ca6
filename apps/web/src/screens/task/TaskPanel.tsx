import { ChevronLeft, X } from 'lucide-react';
import { useState } from 'react';
import { CopyLink } from '../../app/CopyLink.js';
import { ViewingWords } from '../../app/PresenceWords.js';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useSetting } from '../../app/settings.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import type { TaskDetailQuery } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { TypingContext, useBeingAt } from '../../live/presence.js';
import { Button, IconButton } from '../../ui/Button.js';
import { DuePill } from '../../ui/DuePill.js';
import { StatusPill } from '../../ui/StatusPill.js';
import { sendFiles } from '../../live/uploads.js';
import { Attachments } from './Attachments.js';
import { Checklist } from './Checklist.js';
import { Comments } from './Comments.js';
import { ConflictDialog } from './ConflictDialog.js';
import { EditableText } from './EditableText.js';
import { Follow } from './Follow.js';
import { History } from './History.js';
import { Links } from './Links.js';
import { TaskFacts } from './TaskFacts.js';
import { TaskFields } from './TaskFields.js';
import { TaskRequests } from './TaskRequests.js';
import { useChangeTask } from './useChangeTask.js';
import { useFlashes } from './useFlashes.js';

export type Task = NonNullable<TaskDetailQuery['taskByNumber']>;

/** Everything about one task; every field is changed where it stands. */
export function TaskPanel({ task, onClose }: { task: Task; onClose(): void }) {
  const t = useT();
  const format = useFormat();
  const isPhone = useIsPhone();
  const { mayWrite, isAnswerer, partnership } = useWorkspace();
  const [visible] = useSetting('presence', 'on');
  const noteTyping = useBeingAt(partnership.id, task.id, visible === 'on' && !isAnswerer);
  const { change, conflict } = useChangeTask();
  const flashes = useFlashes(task.id);
  const [folded, setFolded] = useState(isPhone);
  const save = (fields: Parameters<typeof change>[1]) => change(task, fields);

  return (
    <TypingContext value={noteTyping}>
      <div
        className="task stack"
        onPaste={({ clipboardData }) => {
          if (mayWrite && clipboardData.files.length > 0) sendFiles(task.id, [...clipboardData.files]);
        }}
      >
        <div className="row-between no-print">
          {isPhone ? (
            <Button kind="quiet" icon={<ChevronLeft size={20} aria-hidden />} onPress={onClose}>
              {t('nav.tasks')}
            </Button>
          ) : (
            <span className="muted number">{task.reference}</span>
          )}
          <div className="row">
            <CopyLink path={`/taken/${task.number}`} />
            {!isPhone && <IconButton label={t('action.close')} icon={<X size={20} aria-hidden />} onPress={onClose} />}
          </div>
        </div>
        <div className={flashes.has('title') ? 'flash' : undefined}>
          {isPhone && <span className="muted number">{task.reference}</span>}
          <EditableText
            label={t('field.title')}
            value={task.title}
            draftKey={`${task.id}.title`}
            isHeading
            maxLength={200}
            canEdit={mayWrite}
            required
            onSave={(title) => save({ title })}
          />
        </div>
        {isPhone && (
          <div className="row">
            <StatusPill status={task.status} />
            {task.dueOn && <DuePill dueOn={task.dueOn} done={task.status === 'DONE'} />}
            <Button kind="quiet" aria-expanded={!folded} onPress={() => setFolded(!folded)}>
              {t(folded ? 'task.showFields' : 'task.hideFields')}
            </Button>
          </div>
        )}
        {!folded && (mayWrite ? <TaskFields task={task} save={save} flashes={flashes} /> : <TaskFacts task={task} />)}
        <section className={flashes.has('description') ? 'flash stack-s' : 'stack-s'}>
          <div className="row-between">
            <h2 className="task-heading">{t('task.what')}</h2>
            <ViewingWords nodeId={task.id} />
          </div>
          <EditableText
            label={t('field.description')}
            value={task.description}
            draftKey={`${task.id}.description`}
            placeholder={t('task.noDescription')}
            hint={t('form.privacy')}
            multiline
            canEdit={mayWrite}
            onSave={(description) => save({ description })}
          />
        </section>
        {(mayWrite || task.attachments.length > 0) && (
          <Attachments ownerId={task.id} files={task.attachments} canEdit={mayWrite} />
        )}
        {!isAnswerer && <TaskRequests task={task} />}
        {/* Steps stay inside the partnership; of the conversation others get what is meant for them. */}
        {!isAnswerer && <Checklist task={task} />}
        {!isAnswerer && <Links task={task} />}
        {(!isAnswerer || task.commentCount > 0) && <Comments task={task} />}
        {!isAnswerer && <Follow task={task} />}
        {!isAnswerer && <History task={task} />}
        <p className="small muted">
          {task.createdBy
            ? t('task.createdBy', { name: task.createdBy.displayName, when: format.moment(task.createdAt) })
            : t('task.created', { when: format.moment(task.createdAt) })}{' '}
          {task.updatedBy &&
            t('task.updatedBy', { name: task.updatedBy.displayName, when: format.ago(task.updatedAt) })}
        </p>
        {conflict && <ConflictDialog conflict={conflict} />}
      </div>
    </TypingContext>
  );
}
