import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useViewer } from '../../app/viewer.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { AddRequestNoteDocument, type RequestNoteAudience } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { RadioField } from '../../ui/Checks.js';
import { TextField } from '../../ui/TextField.js';
import { shortActor } from '../board/names.js';
import { sendFiles } from '../../live/uploads.js';
import { FileList } from '../task/Attachments.js';
import { ChosenFiles } from '../task/ChosenFiles.js';
import { useDraft } from '../task/drafts.js';
import { useChosenFiles } from '../task/useChosenFiles.js';
import type { FullRequest } from './useDeed.js';

const audiences = ['PARTNERSHIP', 'OWN_ORGANISATION'] as const satisfies readonly RequestNoteAudience[];

/** What stays inside: a place, a colour, an icon and words of its own, so that nobody takes it for a message. */
export function Notes({ request }: { request: FullRequest }) {
  const t = useT();
  const format = useFormat();
  const { partnership } = useWorkspace();
  const { organisation, person } = useViewer();
  const names = { partnership: partnership.name, organisation: organisation?.name ?? '' };
  return (
    <section className="request-notes stack" aria-labelledby="request-notes">
      <div>
        <h2 id="request-notes" className="row">
          <Lock size={20} aria-hidden />
          {t('notes.title')}
        </h2>
        <p className="small">{t('notes.onlyYou', { actor: shortActor(request.actor) })}</p>
      </div>
      {request.notes.nodes.length > 0 && (
        <ol className="stack-s">
          {request.notes.nodes.map((note) => (
            <li key={note.id} className="request-note">
              <p className="small">
                <strong>{note.author?.displayName ?? t('conflict.somebody')}</strong>{' '}
                <time className="muted" dateTime={note.createdAt}>
                  {format.moment(note.createdAt)}
                </time>
              </p>
              <p className="prewrap" dir="auto">
                {note.text}
              </p>
              <FileList
                ownerId={note.id}
                files={note.attachments}
                canRemove={note.author?.id === person.id && request.viewerDeeds.includes('NOTE')}
              />
              <p className="row small nowrap">
                <Lock size={14} aria-hidden />
                {t(`noteAudience.${note.audience}`, names)}
              </p>
            </li>
          ))}
        </ol>
      )}
      {request.viewerDeeds.includes('NOTE') && <NewNote request={request} names={names} />}
    </section>
  );
}

function NewNote({ request, names }: { request: FullRequest; names: { partnership: string; organisation: string } }) {
  const t = useT();
  const problemText = useProblemText();
  const [draft, setDraft] = useDraft(`${request.id}.note`);
  const chosen = useChosenFiles(`${request.id}.note`);
  const [audience, setAudience] = useState<RequestNoteAudience>('PARTNERSHIP');
  const [state, setState] = useState<{ busy: boolean; error?: string }>({ busy: false });

  const keep = async (): Promise<void> => {
    const text = (draft ?? '').trim();
    if (state.busy) return;
    if (!text) return setState({ busy: false, error: t('form.required') });
    if (chosen.lost) return setState({ busy: false, error: t('attachment.lost', { name: chosen.lost.name }) });
    setState({ busy: true });
    const outcome = await mutate(AddRequestNoteDocument, { input: { requestId: request.id, text, audience } });
    if (!outcome.ok) return setState({ busy: false, error: problemText(outcome.problem) });
    const made = outcome.data.addRequestNote.request.notes.nodes.find((note) => note.text === text);
    if (made) sendFiles(made.id, chosen.take());
    setDraft(null);
    setState({ busy: false });
  };

  return (
    <div
      className="stack-s no-print"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void keep();
      }}
    >
      <TextField
        label={t('notes.write')}
        hint={t('form.privacy')}
        multiline
        rows={2}
        maxLength={10_000}
        value={draft ?? ''}
        error={state.error}
        onChange={(text) => {
          setDraft(text || null);
          if (state.error) setState({ busy: false });
        }}
      />
      <RadioField
        label={t('notes.audience')}
        options={audiences.map((id) => ({ id, name: t(`noteAudience.${id}`, names) }))}
        value={audience}
        onChange={(id) => setAudience(id as RequestNoteAudience)}
      />
      <ChosenFiles chosen={chosen} />
      {chosen.files.length > 0 && (
        <p className="small">{t('attachment.inside', { actor: shortActor(request.actor) })}</p>
      )}
      <div>
        <Button icon={<Lock size={20} aria-hidden />} isPending={state.busy} onPress={() => void keep()}>
          {t('notes.keep')}
        </Button>
      </div>
    </div>
  );
}
