import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import { CompetentActorsDocument } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { uploads } from '../../live/uploads.js';
import { useStore } from '../../live/store.js';
import type { NewRequest, Step } from './newRequest.js';
import { useDraftFiles } from './StepFiles.js';
import { useTermEnd } from './StepTerm.js';
import { WhoReads } from './WhoReads.js';

/** 5. Everything once more, and who will read it. */
export function StepCheck({
  request,
  chosen,
  goTo,
}: {
  request: NewRequest;
  /** Files that wait for the draft. */
  chosen: readonly { name: string }[];
  goTo(step: Step): void;
}) {
  const t = useT();
  const format = useFormat();
  const { partnership } = useWorkspace();
  const [{ data }] = useQuery({ query: CompetentActorsDocument, requestPolicy: 'cache-first' });
  const actor = data?.actors.nodes.find(({ id }) => id === request.actorId);
  const dueOn = useTermEnd(request);
  const there = useDraftFiles(request.draft);
  const underway = useStore(uploads).filter(({ ownerId }) => ownerId === request.draft?.id);
  const names = [...there, ...underway, ...chosen].map(({ name }) => name);
  const places = partnership.members
    .map(({ municipality }) => municipality)
    .filter(({ id }) => request.municipalityIds.includes(id));
  return (
    <>
      <Part step={1} goTo={goTo}>
        <p className="wizard-title" dir="auto">
          {request.title}
        </p>
        <p className="prewrap" dir="auto">
          {request.text}
        </p>
        <p className="small muted">
          {t(`requestKind.${request.kind}`)} · {format.list(places.map(({ name }) => name))}
        </p>
      </Part>
      <Part step={2} goTo={goTo}>
        <p>{[actor?.name, request.service, request.contactName, request.contactEmail].filter(Boolean).join(', ')}</p>
        <p className="small">
          <strong>{t(`basis.${request.basisKind}`)}</strong>
          {request.basisNote && request.basisKind !== 'NONE' ? ` · ${request.basisNote}` : ''}
        </p>
      </Part>
      <Part step={3} goTo={goTo}>
        <p>{dueOn ? t('wizard.termEnd', { date: format.fullDay(dueOn), term: format.term(dueOn) }) : '–'}</p>
      </Part>
      <Part step={4} goTo={goTo}>
        <p dir="auto">{names.length > 0 ? format.list(names) : t('attachment.none')}</p>
        {underway.length > 0 && <p className="small muted">{t('wizard.filesUnderway', { count: underway.length })}</p>}
      </Part>
      {actor && <WhoReads request={{ actor, municipalities: places }} />}
    </>
  );
}

function Part({ step, goTo, children }: { step: Step; goTo(step: Step): void; children: ReactNode }) {
  const t = useT();
  const name = t(`wizard.step${String(step) as '1'}`);
  return (
    <section className="stack-s wizard-part" aria-label={name}>
      <div className="row-between">
        <h3>{name}</h3>
        <button type="button" className="link-button" onClick={() => goTo(step)}>
          {t('wizard.change')}
          <span className="visually-hidden"> {name}</span>
        </button>
      </div>
      {children}
    </section>
  );
}
