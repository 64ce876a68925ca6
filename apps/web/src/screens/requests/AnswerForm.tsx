import { CalendarPlus, Hourglass, MessageSquarePlus, Send } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { notices } from '../../app/notices.js';
import {
  ActorsDocument,
  AnswerRequestDocument,
  AskRequestExtensionDocument,
  ChangeRequestStatusDocument,
  type RequestAnswerChoice,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { sendFiles } from '../../live/uploads.js';
import { Button } from '../../ui/Button.js';
import { RadioField } from '../../ui/Checks.js';
import { DateField } from '../../ui/DateField.js';
import { ErrorSummary, fieldId, type FieldIssue } from '../../ui/ErrorSummary.js';
import { PickField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { searchableActor } from '../board/names.js';
import { useDraft } from '../task/drafts.js';
import { ChosenFiles } from '../task/ChosenFiles.js';
import { useChosenFiles } from '../task/useChosenFiles.js';
import { DeedDialog } from './DeedDialog.js';
import { MessageDialog } from './MessageDialog.js';
import type { Deed, DeedResult, FullRequest } from './useDeed.js';
import { WhoReads } from './WhoReads.js';

export const answerChoices = ['CAN', 'PARTLY', 'CANNOT', 'NOT_OURS'] as const satisfies readonly RequestAnswerChoice[];

interface Answer {
  choice: RequestAnswerChoice | null;
  text: string;
  commitment: string;
  commitmentOn: string | null;
  forwardActorId: string | null;
  forwardNote: string;
}

const noAnswer: Answer = {
  ...{ choice: null, text: '', commitment: '', commitmentOn: null },
  ...{ forwardActorId: null, forwardNote: '' },
};

const form = 'answer';

interface Props {
  request: FullRequest;
  run(deed: Deed): Promise<DeedResult>;
}

/** What staff of the actor can do: answer, say that they are at it, ask for more time, write. */
export function AnswerForm({ request, run }: Props) {
  const t = useT();
  const [asking, setAsking] = useState<'time' | 'message' | null>(null);
  const can = (deed: FullRequest['viewerDeeds'][number]): boolean => request.viewerDeeds.includes(deed);
  const start = async (): Promise<void> => {
    const result = await run({
      mine: t('deed.IN_PROGRESS'),
      send: (now) =>
        mutate(ChangeRequestStatusDocument, {
          input: { id: now.id, status: 'IN_PROGRESS', expectedVersion: now.version },
        }),
    });
    if (!result.done && result.error) notices.tell(result.error, 'late');
  };
  return (
    <>
      {can('ANSWER') && <TheAnswer request={request} run={run} />}
      <div className="row no-print">
        {request.possibleStatuses.includes('IN_PROGRESS') && (
          <Button icon={<Hourglass size={20} aria-hidden />} onPress={() => void start()}>
            {t('deed.IN_PROGRESS')}
          </Button>
        )}
        {can('ASK_EXTENSION') && (
          <Button icon={<CalendarPlus size={20} aria-hidden />} onPress={() => setAsking('time')}>
            {t('answer.moreTime')}
          </Button>
        )}
        {can('MESSAGE') && (
          <Button icon={<MessageSquarePlus size={20} aria-hidden />} onPress={() => setAsking('message')}>
            {t('answer.message')}
          </Button>
        )}
      </div>
      {asking === 'time' && <MoreTime request={request} run={run} onClose={() => setAsking(null)} />}
      {asking === 'message' && (
        <MessageDialog
          {...{ request, run }}
          title={t('answer.message')}
          label={t('answer.messageText')}
          confirm={t('task.send')}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function MoreTime({ request, run, onClose }: Props & { onClose(): void }) {
  const t = useT();
  const [untilOn, setUntilOn] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  return (
    <DeedDialog
      title={t('answer.moreTime')}
      explain={<WhoReads request={request} />}
      text={{ label: t('answer.whyTime'), required: true, draftKey: `${request.id}.time` }}
      confirm={t('answer.askTime')}
      onClose={onClose}
      onConfirm={async (reason) => {
        if (!untilOn) {
          setMissing(true);
          return { done: false };
        }
        return run({
          mine: reason,
          send: (now) => mutate(AskRequestExtensionDocument, { input: { requestId: now.id, untilOn, reason } }),
        });
      }}
    >
      <DateField
        label={t('answer.untilWhen')}
        value={untilOn}
        onChange={setUntilOn}
        error={missing && !untilOn ? t('form.required') : undefined}
      />
    </DeedDialog>
  );
}

/** The draft is kept as one text, so that a reload or a lost line loses nothing. */
function useAnswerDraft(key: string) {
  const [stored, store] = useDraft(key);
  const answer = useMemo<Answer>(() => {
    try {
      return { ...noAnswer, ...(JSON.parse(stored ?? '{}') as Partial<Answer>) };
    } catch {
      return noAnswer;
    }
  }, [stored]);
  return [answer, (next: Answer | null) => store(next && JSON.stringify(next))] as const;
}

function TheAnswer({ request, run }: Props) {
  const t = useT();
  const [{ data }] = useQuery({ query: ActorsDocument, requestPolicy: 'cache-first' });
  const [answer, setAnswer] = useAnswerDraft(`${request.id}.answer`);
  const chosen = useChosenFiles(`${request.id}.answer`);
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<Answer>): void => {
    setAnswer({ ...answer, ...change });
    if (issues.length > 0) setIssues(issues.filter(({ field }) => !(field in change)));
  };
  const errorOf = (field: keyof Answer): string | undefined => issues.find((issue) => issue.field === field)?.message;
  const { choice } = answer;

  const send = async (): Promise<void> => {
    const found: FieldIssue[] = [];
    if (!choice) found.push({ field: 'choice', message: t('answer.choiceRequired') });
    if (choice && choice !== 'CAN' && !answer.text.trim())
      found.push({ field: 'text', message: t('error.REQUEST_ANSWER_TEXT_REQUIRED') });
    if (answer.commitment.trim() && !answer.commitmentOn)
      found.push({ field: 'commitmentOn', message: t('answer.promiseDay') });
    if (chosen.lost) found.push({ field: 'files', message: t('attachment.lost', { name: chosen.lost.name }) });
    if (!choice || found.length > 0) return setIssues(found);
    setBusy(true);
    const promises = choice === 'CAN' || choice === 'PARTLY';
    const result = await run({
      mine: [t(`answerChoice.${choice}`), answer.text].filter(Boolean).join('\n'),
      send: async (now) => {
        const outcome = await mutate(AnswerRequestDocument, {
          input: {
            requestId: now.id,
            expectedVersion: now.version,
            choice,
            text: answer.text.trim() || null,
            ...(promises && answer.commitmentOn
              ? { commitmentOn: answer.commitmentOn, commitment: answer.commitment.trim() || null }
              : {}),
            ...(choice === 'NOT_OURS'
              ? { forwardActorId: answer.forwardActorId, forwardNote: answer.forwardNote.trim() || null }
              : {}),
          },
        });
        const [made] = outcome.ok ? outcome.data.answerRequest.request.answers : [];
        if (made) sendFiles(made.id, chosen.take());
        return outcome;
      },
    });
    setBusy(false);
    if (result.done) {
      setAnswer(null);
      notices.tell(t('answer.sent'), 'done');
    } else if (result.error) setIssues([{ field: 'choice', message: result.error }]);
  };

  return (
    <section className="card stack no-print" aria-labelledby="request-answer">
      <h2 id="request-answer">{t('answer.title')}</h2>
      <ErrorSummary issues={issues} formId={form} />
      <div id={fieldId(form, 'choice')}>
        <RadioField
          label={t('answer.choice')}
          options={answerChoices.map((id) => ({ id, name: t(`answerChoice.${id}`) }))}
          value={choice}
          error={errorOf('choice')}
          onChange={(id) => set({ choice: id as RequestAnswerChoice })}
        />
      </div>
      <div id={fieldId(form, 'text')}>
        <TextField
          label={t('answer.text')}
          hint={t('form.privacy')}
          multiline
          rows={4}
          maxLength={20_000}
          value={answer.text}
          error={errorOf('text')}
          onChange={(text) => set({ text })}
        />
      </div>
      {(choice === 'CAN' || choice === 'PARTLY') && (
        <div className="form-grid">
          <TextField
            label={t('answer.promise')}
            hint={t('form.optional')}
            maxLength={500}
            value={answer.commitment}
            onChange={(commitment) => set({ commitment })}
          />
          <div id={fieldId(form, 'commitmentOn')}>
            <DateField
              label={t('answer.byWhen')}
              value={answer.commitmentOn}
              error={errorOf('commitmentOn')}
              onChange={(commitmentOn) => set({ commitmentOn })}
            />
          </div>
        </div>
      )}
      {choice === 'NOT_OURS' && (
        <div className="form-grid">
          <PickField
            label={t('answer.forward')}
            placeholder={t('answer.forwardUnknown')}
            searchable
            options={(data?.actors.nodes ?? []).filter(({ id }) => id !== request.actor.id).map(searchableActor)}
            value={answer.forwardActorId}
            onChange={(forwardActorId) => set({ forwardActorId })}
          />
          <TextField
            label={t('answer.forwardNote')}
            hint={t('form.optional')}
            maxLength={500}
            value={answer.forwardNote}
            onChange={(forwardNote) => set({ forwardNote })}
          />
        </div>
      )}
      <div id={fieldId(form, 'files')}>
        <ChosenFiles chosen={chosen} />
      </div>
      <WhoReads request={request} />
      <div>
        <Button kind="primary" icon={<Send size={20} aria-hidden />} isPending={busy} onPress={() => void send()}>
          {t('answer.send')}
        </Button>
      </div>
    </section>
  );
}
