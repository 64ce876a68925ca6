import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { CopyLink } from '../../app/CopyLink.js';
import { ViewingWords } from '../../app/PresenceWords.js';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useSetting } from '../../app/settings.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { MarkRequestReadDocument } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { sendFiles } from '../../live/uploads.js';
import { useBeingAt } from '../../live/presence.js';
import { Note } from '../../ui/Note.js';
import { Place } from '../../ui/Place.js';
import { Attachments } from '../task/Attachments.js';
import { shortActor } from '../board/names.js';
import { ConflictDialog } from '../task/ConflictDialog.js';
import { Actions } from './Actions.js';
import { AnswerForm } from './AnswerForm.js';
import { Answers, Commitments, Extension } from './Answers.js';
import { File, Ladder } from './Ladder.js';
import { Notes } from './Notes.js';
import { Marks, RequestStatusPill, Term } from './Standing.js';
import { Timeline } from './Timeline.js';
import { type FullRequest, useDeed } from './useDeed.js';

/** A request as its readers see it: those who ask with ladder and notes, the actor with the answer. */
export function RequestView({ request }: { request: FullRequest }) {
  const isPhone = useIsPhone();
  const { isAnswerer, partnership, mayWrite } = useWorkspace();
  const [visible] = useSetting('presence', 'on');
  useBeingAt(partnership.id, request.id, visible === 'on' && !isAnswerer);
  useReadReceipt(request);
  const { run, conflict } = useDeed(request);
  const mayDecide = mayWrite && !isAnswerer;
  const both = { request, run, mayDecide };
  return (
    <div className="stack">
      <Head request={request} />
      {isPhone && !isAnswerer && <Ladder request={request} run={run} />}
      {!isPhone && !isAnswerer && <Actions request={request} run={run} />}
      <div className={isAnswerer ? 'stack' : 'request-columns'}>
        <div className="stack">
          <Question request={request} />
          <Extension {...both} />
          {isAnswerer && <AnswerForm request={request} run={run} />}
          <Answers request={request} />
          <Commitments {...both} />
          <Timeline request={request} />
          {isAnswerer && <File request={request} />}
        </div>
        {!isAnswerer && (
          <div className="stack">
            {!isPhone && <Ladder request={request} run={run} />}
            <Notes request={request} />
          </div>
        )}
      </div>
      {isPhone && !isAnswerer && <Actions request={request} run={run} />}
      {conflict && <ConflictDialog conflict={conflict} />}
    </div>
  );
}

/** Opening it is reading it; both sides see when. */
function useReadReceipt({ id, firstReadAt, viewerDeeds }: FullRequest): void {
  const unread = viewerDeeds.includes('READ') && !firstReadAt;
  useEffect(() => {
    if (unread) void mutate(MarkRequestReadDocument, { input: { requestId: id } });
  }, [id, unread]);
}

function Head({ request }: { request: FullRequest }) {
  const t = useT();
  const format = useFormat();
  const { isAnswerer, placeOf, partnership } = useWorkspace();
  const ended = request.requestStatus === 'CLOSED' || request.requestStatus === 'WITHDRAWN';
  return (
    <header className="card stack-s request-head">
      <div className="row-between small muted">
        <span className="row">
          <span className="number">{request.reference}</span>
          {request.municipalities.map(({ id, name }) => (
            <Place key={id} name={name} index={placeOf(id)} />
          ))}
        </span>
        <span className="row no-print">
          <ViewingWords nodeId={request.id} />
          <CopyLink path={`/verzoeken/${request.reference}`} />
        </span>
      </div>
      <h1 className="request-title" dir="auto">
        {request.title}
      </h1>
      <p>
        {isAnswerer
          ? t('request.askedBy', { partnership: partnership.name })
          : t('request.to', {
              actor: [request.actor.name, request.service, request.contactName].filter(Boolean).join(', '),
            })}
      </p>
      <div className="row request-standing-line">
        <RequestStatusPill status={request.requestStatus} level={request.level} />
        {request.dueOn && !ended && (
          <span className="row">
            <span>{t('request.termUntil', { date: format.longDate(request.dueOn) })}</span>
            <Term request={request} />
          </span>
        )}
        <Marks request={request} asking={!isAnswerer} />
      </div>
      <p className="small muted" role="status">
        {request.firstReadAt && !isAnswerer
          ? t('request.readSince', { when: format.moment(request.firstReadAt) })
          : request.sentAt && !isAnswerer
            ? t('request.notRead')
            : ''}
      </p>
      <Basis request={request} />
    </header>
  );
}

function Basis({ request }: { request: FullRequest }) {
  const t = useT();
  const { isAnswerer } = useWorkspace();
  const { basisKind, legalTerm, basisNote, competence, tasks } = request;
  return (
    <dl className="pairs">
      <dt>{t('request.basis')}</dt>
      <dd>
        <strong>{t(`basis.${basisKind}`)}</strong>
        {legalTerm && ` · ${legalTerm.name}, ${legalTerm.article}`}
        {basisNote && ` · ${basisNote}`}
        {legalTerm && (
          <span className="field-hint pick-description">
            {t('basis.onSilence')} {legalTerm.onSilence} {t('basis.documentsOnly')}{' '}
            {t('basis.source', { source: legalTerm.source, verification: legalTerm.verification })}
          </span>
        )}
      </dd>
      {competence && (
        <>
          <dt>{t('request.competence')}</dt>
          <dd dir="auto">{competence}</dd>
        </>
      )}
      {!isAnswerer && tasks.length > 0 && (
        <>
          <dt>{t('request.fromTasks')}</dt>
          <dd className="row">
            {tasks.map((task) => (
              <Link key={task.id} to="/taken/$nr" params={{ nr: String(task.number) }}>
                {task.reference} {task.title}
              </Link>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

function Question({ request }: { request: FullRequest }) {
  const t = useT();
  const format = useFormat();
  const { isAnswerer, partnership, mayWrite } = useWorkspace();
  const ended = request.requestStatus === 'CLOSED' || request.requestStatus === 'WITHDRAWN';
  const canAdd = mayWrite && !isAnswerer && !ended;
  return (
    <section
      className="card stack-s"
      aria-labelledby="request-question"
      onPaste={({ clipboardData }) => {
        if (canAdd) sendFiles(request.id, [...clipboardData.files]);
      }}
    >
      <h2 id="request-question">{t('request.question')}</h2>
      <p className="small muted">
        {[t(`requestKind.${request.kind}`), request.supportType, t(`domain.${request.domain}`)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="prewrap measure" dir="auto">
        {request.text}
      </p>
      {request.sentAt ? (
        request.sentBy && (
          <p className="small muted">
            {t('request.sentByOn', { name: request.sentBy.displayName, when: format.moment(request.sentAt) })}
          </p>
        )
      ) : (
        <Note>{t('request.draftOnlyInside', { partnership: partnership.name })}</Note>
      )}
      {!isAnswerer && request.sentAt && (
        <p className="small muted">
          {t('request.visibleFor', {
            actor: request.actor.name,
            partnership: partnership.name,
          })}
        </p>
      )}
      {(canAdd || request.attachments.length > 0) && (
        <Attachments
          ownerId={request.id}
          files={request.attachments}
          canEdit={canAdd}
          canRemove={canAdd && !request.sentAt}
          {...(isAnswerer
            ? {}
            : {
                readers: t(request.sentAt ? 'attachment.actorSees' : 'attachment.actorWillSee', {
                  actor: shortActor(request.actor),
                }),
              })}
        />
      )}
    </section>
  );
}
