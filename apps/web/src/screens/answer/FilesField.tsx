import { FileText, Paperclip, RotateCcw, Trash2, X } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import { useT } from '../../i18n/messages.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button, IconButton } from '../../ui/Button.js';
import { FileFacts, FileProgress } from '../task/FileParts.js';
import type { DeskFile, DeskUpload } from './api.js';
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
  const { underway, halted, arrived, send, again, retry, cancel, remove } = sending;
  return (
    <div className="stack-s" role="group" aria-labelledby="answer-files">
      <p id="answer-files">
        <strong>{t('answer.files')}</strong> <span className="small muted">{t('answer.filesHint')}</span>
      </p>
      {files.length + halted.length + underway.length > 0 && (
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
          {halted.map((one) => (
            <Halted
              key={one.id}
              file={one}
              onChoose={(file) => void again(one, file)}
              onLeaveOut={() => void remove(one.id)}
            />
          ))}
          {underway.map((one) => (
            <OnItsWay
              key={one.key}
              file={one}
              onRetry={() => void retry(one.key)}
              onStop={() => void cancel(one.key)}
            />
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

/** What a page before this one did not finish: this browser has its name, and not its content. */
function Halted({ file, onChoose, onLeaveOut }: { file: DeskUpload; onChoose(file: File): void; onLeaveOut(): void }) {
  const t = useT();
  const { name } = file;
  return (
    <li className="attachment">
      <FileText size={20} aria-hidden />
      <div>
        <span dir="auto">{name}</span>
        <p className="small attachment-refused">{t('attachment.chooseAgain')}</p>
      </div>
      <FileTrigger onSelect={(chosen) => chosen?.[0] && onChoose(chosen[0])}>
        <IconButton label={t('attachment.again', { name })} icon={<RotateCcw size={16} aria-hidden />} />
      </FileTrigger>
      <IconButton label={t('attachment.leaveOut', { name })} icon={<X size={16} aria-hidden />} onPress={onLeaveOut} />
    </li>
  );
}

/** Refused for what it is, or only for now: the line was lost for long, or there was too much at once. */
const passes = (code: string): boolean => ['OFFLINE', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'].includes(code);

function OnItsWay({ file, onRetry, onStop }: { file: Underway; onRetry(): void; onStop(): void }) {
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
      {problem && passes(problem.code) && (
        <IconButton
          label={t('attachment.retry', { name })}
          icon={<RotateCcw size={16} aria-hidden />}
          onPress={onRetry}
        />
      )}
      <IconButton label={t('attachment.cancel', { name })} icon={<X size={16} aria-hidden />} onPress={onStop} />
    </li>
  );
}
