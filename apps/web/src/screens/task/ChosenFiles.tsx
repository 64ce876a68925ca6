import { FileText, Paperclip, RotateCcw, X } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import { useT } from '../../i18n/messages.js';
import { Button, IconButton } from '../../ui/Button.js';
import { FileFacts } from './FileParts.js';
import type { Chosen, ChosenFile } from './useChosenFiles.js';
import './attachments.css';

interface Props {
  chosen: Chosen;
  /** For who sends files as soon as they are chosen; otherwise they wait here. */
  onAdd?(files: readonly File[]): void;
}

/** Files that go with what is being written: they are sent once it is. */
export function ChosenFiles({ chosen, onAdd = chosen.add }: Props) {
  const t = useT();
  return (
    <div className="stack-s">
      {chosen.files.length > 0 && (
        <ul aria-label={t('attachment.chosen')}>
          {chosen.files.map((file) => (
            <ChosenRow key={file.id} file={file} chosen={chosen} />
          ))}
        </ul>
      )}
      <div>
        <FileTrigger allowsMultiple onSelect={(files) => onAdd([...(files ?? [])])}>
          <Button icon={<Paperclip size={16} aria-hidden />}>{t('attachment.add')}</Button>
        </FileTrigger>
      </div>
    </div>
  );
}

function ChosenRow({ file, chosen }: { file: ChosenFile; chosen: Chosen }) {
  const t = useT();
  const { id, name, size } = file;
  const lost = chosen.place(file) === 'lost';
  return (
    <li className="attachment">
      <FileText size={20} aria-hidden />
      <div>
        <span dir="auto">{name}</span>
        {lost ? (
          <p className="small attachment-refused">{t('attachment.chooseAgain')}</p>
        ) : (
          <FileFacts file={{ status: 'READY', size }} />
        )}
      </div>
      {lost && (
        <FileTrigger onSelect={(files) => files?.[0] && chosen.again(id, files[0])}>
          <IconButton label={t('attachment.again', { name })} icon={<RotateCcw size={16} aria-hidden />} />
        </FileTrigger>
      )}
      <IconButton
        label={t('attachment.leaveOut', { name })}
        icon={<X size={16} aria-hidden />}
        onPress={() => chosen.drop(id)}
      />
    </li>
  );
}
