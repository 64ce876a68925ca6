import { FileText, Paperclip, Trash2, X } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import { useT } from '../../i18n/messages.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button, IconButton } from '../../ui/Button.js';
import { FileFacts, FileProgress } from '../task/FileParts.js';
import type { DeskFile } from './api.js';
import type { Underway, useGuestFiles } from './useGuestFiles.js';
import '../task/attachments.css';

interface Props {
  /** Those that arrived. */
  files: readonly DeskFile[];
  sending: ReturnType<typeof useGuestFiles>;
  error?: string | undefined;
}

/** Files with an answer: on their way at once, with how far they are, and why not. */
export function FilesField({ files, sending, error }: Props) {
  const t = useT();
  const { underway, arrived, send, cancel, remove } = sending;
  return (
    <div className="stack-s" role="group" aria-labelledby="answer-files">
      <p id="answer-files">
        <strong>{t('answer.files')}</strong> <span className="small muted">{t('answer.filesHint')}</span>
      </p>
      {files.length + underway.length > 0 && (
        <ul aria-labelledby="answer-files">
          {files.map((file) => (
            <li key={file.id} className="attachment">
              <FileText size={20} aria-hidden />
              <div>
                <span dir="auto">{file.name}</span>
                <FileFacts file={file} />
              </div>
              <IconButton
                label={t('attachment.remove', { name: file.name })}
                icon={<Trash2 size={16} aria-hidden />}
                onPress={() => void remove(file.id)}
              />
            </li>
          ))}
          {underway.map((one) => (
            <OnItsWay key={one.key} file={one} onStop={() => void cancel(one.key)} />
          ))}
        </ul>
      )}
      <p className="visually-hidden" role="status">
        {arrived && t('answer.fileHere', { name: arrived })}
      </p>
      {error && (
        <p className="small attachment-refused" role="alert">
          {error}
        </p>
      )}
      <div>
        <FileTrigger allowsMultiple onSelect={(chosen) => [...(chosen ?? [])].forEach((file) => void send(file))}>
          <Button icon={<Paperclip size={16} aria-hidden />}>{t('attachment.add')}</Button>
        </FileTrigger>
      </div>
    </div>
  );
}

function OnItsWay({ file, onStop }: { file: Underway; onStop(): void }) {
  const t = useT();
  const problemText = useProblemText();
  const { name, problem } = file;
  return (
    <li className="attachment">
      <FileText size={20} aria-hidden />
      <div>
        <span dir="auto">{name}</span>
        {problem ? (
          <p className="small attachment-refused" role="alert">
            {problemText(problem)}
          </p>
        ) : (
          <FileProgress file={file} />
        )}
      </div>
      <IconButton label={t('attachment.cancel', { name })} icon={<X size={16} aria-hidden />} onPress={onStop} />
    </li>
  );
}
