import { Download, FileUp } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import type { ImportPreviewFragment, TaskImportField } from '../../gql/graphql.js';
import { type MessageId, useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { PickField } from '../../ui/PickField.js';
import { useCustomFields } from '../task/ownFields.js';
import { type Filled, useImport } from './useImport.js';
import './bulk.css';

const fields = [
  ...([
    'TITLE',
    'DESCRIPTION',
    'STATUS',
    'WAITING_ON',
    'DUE_ON',
    'PRIORITY',
    'MUNICIPALITIES',
    'ASSIGNEE',
    'ACTORS',
    'RECURRENCE',
  ] as const),
] satisfies TaskImportField[];
const none = 'NONE';

/** A list from elsewhere in three steps: bring it, say what its columns are, import what is right. */
export function ImportDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const { file, unfinished, problem, isBusy, bring, look, map, run, remove } = useImport();
  return (
    <Dialog title={t('import.title')} isOpen onClose={onClose} wide>
      {problem && (
        <p role="alert" className="field-error">
          {problemText(problem)}
        </p>
      )}
      {file ? (
        <FileSteps
          file={file}
          isBusy={isBusy}
          onMap={(next) => void map(file, next)}
          onRun={() => void run(file.id)}
          onRemove={() => void remove(file.id)}
          onClose={onClose}
        />
      ) : (
        <div className="stack">
          <p>{t('import.text')}</p>
          <p className="muted small">{t('import.privacy')}</p>
          <FileTrigger
            acceptedFileTypes={['.csv', '.xlsx', 'text/csv']}
            onSelect={(files) => files?.[0] && void bring(files[0])}
          >
            <Button kind="primary" icon={<FileUp size={20} aria-hidden />} isDisabled={isBusy}>
              {t('import.choose')}
            </Button>
          </FileTrigger>
          {isBusy && <p role="status">{t('import.reading')}</p>}
          {unfinished.length > 0 && (
            <section aria-labelledby="unfinished">
              <h3 id="unfinished">{t('import.unfinished')}</h3>
              <ul className="stack">
                {unfinished.map(({ id, fileName, createdAt, nextRow, rowCount }) => (
                  <li key={id} className="row-between">
                    <span>
                      {fileName}{' '}
                      <span className="muted small">
                        {format.moment(createdAt)} · {t('import.progress', { done: nextRow - 1, count: rowCount })}
                      </span>
                    </span>
                    <span className="row">
                      <Button onPress={() => void look(id)}>{t('import.goOn')}</Button>
                      <Button kind="quiet" onPress={() => void remove(id)}>
                        {t('import.forget')}
                      </Button>
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      )}
    </Dialog>
  );
}

interface StepsProps {
  file: ImportPreviewFragment;
  isBusy: boolean;
  onMap(filled: readonly Filled[]): void;
  onRun(): void;
  onRemove(): void;
  onClose(): void;
}

function FileSteps({ file, isBusy, onMap, onRun, onRemove, onClose }: StepsProps) {
  const t = useT();
  const done = file.nextRow - 1;
  const hasTitle = file.columns.some(({ field }) => field === 'TITLE');
  const isFinished = Boolean(file.finishedAt);
  return (
    <div className="stack">
      <p>
        <strong dir="auto">{file.fileName}</strong> · {t('import.rows', { count: file.rowCount })}
      </p>
      {done === 0 && !isBusy && <Columns file={file} onMap={onMap} />}
      {(isBusy || done > 0) && (
        <div>
          <progress
            className="import-progress"
            max={file.rowCount}
            value={done}
            aria-label={t('import.progressLabel')}
          />
          <p role="status">
            {isFinished
              ? t('import.finished', { imported: file.importedCount, refused: file.refusedCount })
              : t('import.progress', { done, count: file.rowCount })}
          </p>
        </div>
      )}
      {!isBusy && <Problems file={file} />}
      {isFinished && file.refusedCount > 0 && (
        <a className="button" href={`/tasks/import/${encodeURIComponent(file.id)}/refused`} download>
          <Download size={16} aria-hidden />
          {t('import.download')}
        </a>
      )}
      <DialogActions>
        {!isFinished && !isBusy && <Button onPress={onRemove}>{t('import.forget')}</Button>}
        {isFinished ? (
          <Button kind="primary" onPress={onClose}>
            {t('action.close')}
          </Button>
        ) : (
          <Button kind="primary" isDisabled={isBusy || !hasTitle} onPress={onRun}>
            {t(done > 0 ? 'import.goOn' : 'import.run')}
          </Button>
        )}
      </DialogActions>
    </div>
  );
}

const keyOf = ({ field, customFieldId }: Filled): string | null => customFieldId ?? field ?? null;

/** What each column fills, with what stands in it; the guess can be put right. */
function Columns({ file, onMap }: Pick<StepsProps, 'file' | 'onMap'>) {
  const t = useT();
  const own = useCustomFields();
  const choose = (index: number, chosen: string | null): void => {
    const isOwn = own.some(({ id }) => id === chosen);
    const field = chosen === none ? null : isOwn ? 'CUSTOM_FIELD' : (chosen as TaskImportField);
    // A field stands in one column: choosing it here takes it from where it was.
    onMap(
      file.columns.map((column, nr) =>
        nr === index
          ? { field, customFieldId: isOwn ? chosen : null }
          : keyOf(column) === chosen
            ? { field: null, customFieldId: null }
            : column,
      ),
    );
  };
  return (
    <div className="table-scroll">
      <table className="import-table">
        <caption className="visually-hidden">{t('import.columns')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('import.column')}</th>
            <th scope="col">{t('import.example')}</th>
            <th scope="col">{t('import.becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {file.columns.map(({ title, sample, ...filled }, index) => (
            <tr key={`${String(index)} ${title}`}>
              <th scope="row" dir="auto">
                {title}
              </th>
              <td className="muted" dir="auto">
                {sample.filter(Boolean).join(' · ').slice(0, 90)}
              </td>
              <td>
                <PickField
                  label={t('import.becomesLabel', { column: title })}
                  labelHidden
                  options={[
                    { id: none, name: t('import.nothing') },
                    ...fields.map((id) => ({ id, name: t(`import.field.${id}`) })),
                    ...own.map(({ id, name }) => ({ id, name })),
                  ]}
                  value={keyOf(filled) ?? none}
                  onChange={(chosen) => choose(index, chosen)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Problems({ file }: { file: ImportPreviewFragment }) {
  const t = useT();
  if (file.problemCount === 0) return file.finishedAt ? null : <p>{t('import.noProblems')}</p>;
  return (
    <section aria-labelledby="import-problems">
      <h3 id="import-problems">{t('import.problems', { count: file.problemCount })}</h3>
      <p className="muted small">{t('import.problemsText')}</p>
      <ul className="import-problems small" tabIndex={0} aria-labelledby="import-problems">
        {file.problems.map(({ row, column, customFieldId, code, value }, index) => (
          <li key={`${String(index)} ${String(row)}`}>
            {t('import.problem', {
              row,
              column:
                column === 'CUSTOM_FIELD'
                  ? (file.columns.find((one) => one.customFieldId === customFieldId)?.title ?? '')
                  : t(`import.field.${column}`),
            })}{' '}
            {t(`import.code.${code}` as MessageId, { value })}
          </li>
        ))}
        {file.problemCount > file.problems.length && (
          <li>{t('import.moreProblems', { count: file.problemCount - file.problems.length })}</li>
        )}
      </ul>
    </section>
  );
}
