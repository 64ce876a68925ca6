import { FileText, Paperclip, X } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import { useT } from '../../i18n/messages.js';
import { Button, IconButton } from '../../ui/Button.js';
import './attachments.css';

/** Files that go with what is being written: they are sent once it is. */
export function ChosenFiles({ files, onChange }: { files: readonly File[]; onChange(files: readonly File[]): void }) {
  const t = useT();
  return (
    <div className="stack-s">
      {files.length > 0 && (
        <ul aria-label={t('attachment.chosen')}>
          {files.map((file, index) => (
            <li key={index} className="attachment">
              <FileText size={20} aria-hidden />
              <div dir="auto">{file.name}</div>
              <IconButton
                label={t('attachment.leaveOut', { name: file.name })}
                icon={<X size={16} aria-hidden />}
                onPress={() => onChange(files.filter((other) => other !== file))}
              />
            </li>
          ))}
        </ul>
      )}
      <div>
        <FileTrigger allowsMultiple onSelect={(chosen) => onChange([...files, ...(chosen ?? [])])}>
          <Button icon={<Paperclip size={16} aria-hidden />}>{t('attachment.add')}</Button>
        </FileTrigger>
      </div>
    </div>
  );
}
