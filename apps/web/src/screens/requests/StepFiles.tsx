import { useWorkspace } from '../../app/workspaceContext.js';
import { RequestDetailDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { fieldId } from '../../ui/ErrorSummary.js';
import { FileList } from '../task/Attachments.js';
import { ChosenFiles } from '../task/ChosenFiles.js';
import type { Chosen } from '../task/useChosenFiles.js';
import { type Draft, wizardForm } from './newRequest.js';

/** What hangs on a draft by now; a file that arrives shows by itself. */
export function useDraftFiles(draft: Draft | null) {
  const { partnership } = useWorkspace();
  const [{ data }] = useLiveQuery(
    {
      query: RequestDetailDocument,
      variables: { partnershipId: partnership.id, reference: draft?.reference ?? '' },
      pause: !draft,
    },
    ({ subjectId }) => subjectId === draft?.id,
  );
  const request = data?.requestByReference;
  return draft && request?.id === draft.id ? request.attachments : [];
}

/** 4. What goes along? Files hang on the draft, which is made when the first is chosen; those that wait for it are named. */
export function StepFiles({
  draft,
  chosen,
  error,
  onAdd,
}: {
  draft: Draft | null;
  chosen: Chosen;
  error: string | undefined;
  onAdd(files: readonly File[]): void;
}) {
  const t = useT();
  const files = useDraftFiles(draft);
  return (
    <div className="stack-s" id={fieldId(wizardForm, 'files')} role="group" aria-labelledby="wizard-step">
      <p>{t('wizard.filesText')}</p>
      {draft && <FileList ownerId={draft.id} files={files} canRemove />}
      {error && <p className="small attachment-refused">{error}</p>}
      <ChosenFiles chosen={chosen} onAdd={onAdd} />
      <p className="small muted">{t('wizard.filesHint')}</p>
    </div>
  );
}
