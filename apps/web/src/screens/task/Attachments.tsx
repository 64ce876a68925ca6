import { Eye, FileText, Paperclip, RotateCcw, Trash2, X } from 'lucide-react';
import { type DragEvent, useEffect, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { notices } from '../../app/notices.js';
import { type AttachmentFragment, RemoveAttachmentDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { mutate } from '../../live/mutate.js';
import { useStore } from '../../live/store.js';
import { cancelUpload, resumeUploads, retryUpload, sendFiles, type Upload, uploads } from '../../live/uploads.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button, IconButton } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { FileFacts, FileProgress } from './FileParts.js';
import './attachments.css';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Files on something: chosen, dragged here or pasted in the panel; those on their way stand below those that are there. */
export function Attachments({
  ownerId,
  files,
  canEdit,
  canRemove = canEdit,
  readers,
}: {
  ownerId: string;
  files: readonly AttachmentFragment[];
  canEdit: boolean;
  canRemove?: boolean;
  /** Who sees them, where that is more than who works here. */
  readers?: string;
}) {
  const t = useT();
  const [over, setOver] = useState(false);
  const underway = useUnderway(ownerId);
  const drag = (event: DragEvent, isOver: boolean): void => {
    if (!canEdit || !carriesFiles(event)) return;
    event.preventDefault();
    setOver(isOver);
  };
  return (
    <section
      className={over ? 'stack-s attachments attachments-over' : 'stack-s attachments'}
      aria-labelledby="attachments"
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        if (canEdit) sendFiles(ownerId, [...event.dataTransfer.files]);
      }}
    >
      <h2 id="attachments" className="task-heading">
        {t('attachment.title')} {files.length > 0 && <span className="muted number">{files.length}</span>}
      </h2>
      {readers && (
        <p className="row small nowrap">
          <Eye size={16} aria-hidden />
          {readers}
        </p>
      )}
      {files.length + underway.length === 0 && <p className="muted">{t('attachment.none')}</p>}
      <FileList ownerId={ownerId} files={files} canRemove={canRemove} />
      {canEdit && (
        <div className="row">
          <FileTrigger allowsMultiple onSelect={(chosen) => sendFiles(ownerId, [...(chosen ?? [])])}>
            <Button icon={<Paperclip size={16} aria-hidden />}>{t('attachment.add')}</Button>
          </FileTrigger>
          <span className="small muted attachments-hint">{t('attachment.hint')}</span>
        </div>
      )}
    </section>
  );
}

function useUnderway(ownerId: string): readonly Upload[] {
  useEffect(() => void resumeUploads(), []);
  return useStore(uploads).filter((upload) => upload.ownerId === ownerId);
}

/** The files of something, and those that are on their way to it; nothing when there are none. */
export function FileList({
  ownerId,
  files,
  canRemove,
}: {
  ownerId: string;
  files: readonly AttachmentFragment[];
  canRemove: boolean;
}) {
  const t = useT();
  const underway = useUnderway(ownerId);
  if (files.length + underway.length === 0) return null;
  return (
    <ul aria-label={t('attachment.title')}>
      {files.map((file) => (
        <FileRow key={file.id} file={file} canEdit={canRemove} />
      ))}
      {underway.map((upload) => (
        <UploadRow key={upload.id} upload={upload} />
      ))}
    </ul>
  );
}

function FileRow({ file, canEdit }: { file: AttachmentFragment; canEdit: boolean }) {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const [asking, setAsking] = useState(false);
  const remove = async (): Promise<void> => {
    setAsking(false);
    const outcome = await mutate(RemoveAttachmentDocument, { input: { id: file.id } });
    if (!outcome.ok && !outcome.waited)
      notices.tell(t('attachment.removeFailed', { reason: problemText(outcome.problem) }), 'late');
  };
  const by = file.createdBy ? `${file.createdBy.displayName}, ` : '';
  return (
    <li className="attachment">
      <FileText size={20} aria-hidden />
      <div>
        {file.downloadPath ? (
          <a href={file.downloadPath} download={file.name} dir="auto">
            {file.name}
          </a>
        ) : (
          <span dir="auto">{file.name}</span>
        )}
        <FileFacts file={file}>
          {' · '}
          {by}
          {format.moment(file.createdAt)}
        </FileFacts>
      </div>
      {canEdit && (
        <IconButton
          label={t('attachment.remove', { name: file.name })}
          icon={<Trash2 size={16} aria-hidden />}
          onPress={() => setAsking(true)}
        />
      )}
      {asking && (
        <Dialog title={t('attachment.removeTitle')} isOpen onClose={() => setAsking(false)}>
          <p>{t('attachment.removeText', { name: file.name })}</p>
          <DialogActions>
            <Button onPress={() => setAsking(false)}>{t('action.cancel')}</Button>
            <Button kind="danger" onPress={() => void remove()}>
              {t('attachment.removeYes')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </li>
  );
}

function UploadRow({ upload }: { upload: Upload }) {
  const t = useT();
  const problemText = useProblemText();
  const { id, name, state, problem } = upload;
  return (
    <li className="attachment">
      <FileText size={20} aria-hidden />
      <div>
        <span dir="auto">{name}</span>
        {state === 'failed' ? (
          <p className="small attachment-refused" role="alert">
            {problem && problemText(problem)}
          </p>
        ) : (
          <FileProgress file={upload} {...(state === 'waiting' && { words: t('attachment.waiting') })} />
        )}
      </div>
      {state === 'failed' && (
        <IconButton
          label={t('attachment.retry', { name })}
          icon={<RotateCcw size={16} aria-hidden />}
          onPress={() => void retryUpload(id)}
        />
      )}
      <IconButton
        label={t('attachment.cancel', { name })}
        icon={<X size={16} aria-hidden />}
        onPress={() => void cancelUpload(id)}
      />
    </li>
  );
}
