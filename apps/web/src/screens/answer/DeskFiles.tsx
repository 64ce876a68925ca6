import { Download } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../i18n/messages.js';
import { useProblemText } from '../../live/useProblemText.js';
import { FileFacts } from '../task/FileParts.js';
import type { DeskFile } from './api.js';
import { saveFile } from './files.js';
import '../task/attachments.css';

/** Files to fetch; nothing when there are none. */
export function DeskFiles({ link, files }: { link: string; files: readonly DeskFile[] }) {
  const t = useT();
  if (files.length === 0) return null;
  return (
    <ul aria-label={t('answer.filesOf')}>
      {files.map((file) => (
        <DeskFileRow key={file.id} link={link} file={file} />
      ))}
    </ul>
  );
}

function DeskFileRow({ link, file }: { link: string; file: DeskFile }) {
  const t = useT();
  const problemText = useProblemText();
  const [problem, setProblem] = useState<string>();
  const { id, name, status } = file;
  const fetchIt = async (): Promise<void> => {
    const found = await saveFile(link, id, name);
    setProblem(found && t('answer.fileFailed', { name, reason: problemText(found) }));
  };
  return (
    <li className="attachment">
      <Download size={20} aria-hidden />
      <div>
        {status === 'READY' ? (
          <button
            type="button"
            className="attachment-fetch"
            aria-label={t('answer.fileFetch', { name })}
            onClick={() => void fetchIt()}
          >
            <span dir="auto">{name}</span>
          </button>
        ) : (
          <span dir="auto">{name}</span>
        )}
        <FileFacts file={file} />
        {problem && (
          <p className="small attachment-refused" role="alert">
            {problem}
          </p>
        )}
      </div>
    </li>
  );
}
