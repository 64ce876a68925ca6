import { useState } from 'react';
import { SettleRequestCommitmentDocument, DecideRequestExtensionDocument } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { Button } from '../../ui/Button.js';
import { Pill } from '../../ui/Pill.js';
import { shortActor } from '../board/names.js';
import { FileList } from '../task/Attachments.js';
import { DeedDialog } from './DeedDialog.js';
import type { Deed, DeedResult, FullRequest } from './useDeed.js';
import { WhoReads } from './WhoReads.js';

interface Props {
  request: FullRequest;
  /** Whether the caller judges, for those who ask. */
  mayDecide: boolean;
  run(deed: Deed): Promise<DeedResult>;
}

/** The newest answer in full, and what was found of the ones before. */
export function Answers({ request }: { request: FullRequest }) {
  const t = useT();
  const format = useFormat();
  if (request.answers.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="request-answers">
      <h2 id="request-answers">{t('request.answers', { count: request.answers.length })}</h2>
      <ol className="stack">
        {request.answers.map((answer) => (
          <li key={answer.id} className="stack-s request-answer">
            <h3>{t(`answerChoice.${answer.choice}`)}</h3>
            <p className="small muted">
              {format.longDate(answer.answeredOn)}
              {answer.author && !answer.recordedFrom
                ? ` · ${t('request.personOf', { name: answer.author.displayName, actor: shortActor(request.actor) })}`
                : ''}
              {answer.recordedFrom
                ? ` · ${t('request.recorded', {
                    channel: t(`answerChannel.${answer.recordedFrom}`),
                    name: answer.author?.displayName ?? t('conflict.somebody'),
                  })}`
                : ''}
            </p>
            {answer.text && (
              <p className="prewrap" dir="auto">
                {answer.text}
              </p>
            )}
            {answer.forwardActor && <p>{t('request.forwarded', { actor: answer.forwardActor.name })}</p>}
            {answer.forwardNote && <p dir="auto">{answer.forwardNote}</p>}
            <FileList ownerId={answer.id} files={answer.attachments} canRemove={false} />
            {answer.verdict && (
              <p>
                <Pill tone={answer.verdict === 'ACCEPTED' ? 'done' : 'wait'}>
                  {t(`requestStatus.${answer.verdict}`)}
                </Pill>{' '}
                {answer.verdictReason}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Promises with their day. Those who asked say whether one was kept. */
export function Commitments({ request, mayDecide, run }: Props) {
  const t = useT();
  const format = useFormat();
  const [settling, setSettling] = useState<{ id: string; kept: boolean; what: string } | null>(null);
  if (request.commitments.length === 0) return null;
  return (
    <section className="card stack-s" aria-labelledby="request-promises">
      <h2 id="request-promises">{t('request.promises')}</h2>
      <ul className="stack-s">
        {request.commitments.map(({ id, what, dueOn, state }) => (
          <li key={id} className="row-between request-promise">
            <div>
              <p dir="auto">{what}</p>
              <p className="small muted">
                {t('due.by', { date: format.longDate(dueOn) })}
                {state === 'OPEN' && ` · ${format.term(dueOn)}`}
              </p>
            </div>
            <div className="row">
              <Pill tone={state === 'KEPT' ? 'done' : state === 'OPEN' ? 'plain' : 'late'}>
                {t(`commitment.${state}`)}
              </Pill>
              {mayDecide && (state === 'OPEN' || state === 'LATE') && (
                <>
                  <Button onPress={() => setSettling({ id, kept: true, what })}>{t('commitment.kept')}</Button>
                  <Button onPress={() => setSettling({ id, kept: false, what })}>{t('commitment.broken')}</Button>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      {settling && (
        <DeedDialog
          title={t(settling.kept ? 'commitment.kept' : 'commitment.broken')}
          explain={
            <>
              <p dir="auto">{settling.what}</p>
              <WhoReads request={request} />
            </>
          }
          confirm={t('action.save')}
          onClose={() => setSettling(null)}
          onConfirm={() =>
            run({
              mine: t(settling.kept ? 'commitment.kept' : 'commitment.broken'),
              send: (now) =>
                mutate(SettleRequestCommitmentDocument, {
                  input: {
                    commitmentId: settling.id,
                    kept: settling.kept,
                    expectedVersion: now.commitments.find(({ id }) => id === settling.id)?.version ?? 0,
                  },
                }),
            })
          }
        />
      )}
    </section>
  );
}

/** More time that was asked and waits for a decision. */
export function Extension({ request, mayDecide, run }: Props) {
  const t = useT();
  const format = useFormat();
  const [granting, setGranting] = useState<boolean | null>(null);
  const asked = request.extensions.find(({ state }) => state === 'ASKED');
  if (!asked) return null;
  const actor = shortActor(request.actor);
  const word = t(granting ? 'extension.grant' : 'extension.refuse');
  return (
    <section className="card stack-s request-waits" aria-labelledby="request-extension">
      <h2 id="request-extension">{t('extension.title', { actor, date: format.longDate(asked.untilOn) })}</h2>
      <p className="prewrap" dir="auto">
        {asked.reason}
      </p>
      {mayDecide && (
        <div className="row">
          <Button kind="primary" onPress={() => setGranting(true)}>
            {t('extension.grant')}
          </Button>
          <Button onPress={() => setGranting(false)}>{t('extension.refuse')}</Button>
        </div>
      )}
      {granting !== null && (
        <DeedDialog
          title={word}
          explain={<WhoReads request={request} />}
          text={{ label: t('request.reason'), required: !granting, draftKey: `${request.id}.extension` }}
          confirm={word}
          onClose={() => setGranting(null)}
          onConfirm={(reason) =>
            run({
              mine: word,
              send: () =>
                mutate(DecideRequestExtensionDocument, {
                  input: { extensionId: asked.id, granted: granting, reason: reason || null },
                }),
            })
          }
        />
      )}
    </section>
  );
}
