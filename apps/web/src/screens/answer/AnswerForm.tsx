import { type SubmitEvent, useState } from 'react';
import { useT } from '../../i18n/messages.js';
import { useProblemText } from '../../live/useProblemText.js';
import { todayIso } from '../../i18n/useFormat.js';
import { Button } from '../../ui/Button.js';
import { RadioField } from '../../ui/Checks.js';
import { DateField } from '../../ui/DateField.js';
import { ErrorSummary, fieldId, type FieldIssue } from '../../ui/ErrorSummary.js';
import { TextField } from '../../ui/TextField.js';
import { call, type Choice, choices, type Desk, type Draft } from './api.js';
import { FilesField } from './FilesField.js';
import { useGuestFiles } from './useGuestFiles.js';
import { useGuestDraft } from './useGuestDraft.js';

const form = 'answer';

interface Props {
  link: string;
  desk: Desk;
  look(): Promise<void>;
  onSent(desk: Desk): void;
  onSessionOver(): void;
}

/** Four choices, a sentence and a day. */
export function AnswerForm({ link, desk, look, onSent, onSessionOver }: Props) {
  const t = useT();
  const problemText = useProblemText();
  const { draft, change, forget, saved, hold } = useGuestDraft(link, desk);
  const sending = useGuestFiles(link, desk, look, onSessionOver);
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const [busy, setBusy] = useState(false);
  const promises = draft.choice === 'CAN' || draft.choice === 'PARTLY';

  const set = (part: Partial<Draft>): void => {
    change(part);
    if (issues.length > 0) setIssues(issues.filter(({ field }) => !(field in part)));
  };
  const errorOf = (field: keyof Draft | 'files'): string | undefined =>
    issues.find((issue) => issue.field === field)?.message;

  const check = (): FieldIssue[] => [
    ...(draft.choice ? [] : [{ field: 'choice', message: t('answer.chooseFirst') }]),
    ...(draft.choice && draft.choice !== 'CAN' && !draft.text.trim()
      ? [{ field: 'text', message: t('error.REQUEST_ANSWER_TEXT_REQUIRED') }]
      : []),
    ...(promises && draft.commitmentOn && draft.commitmentOn < todayIso()
      ? [{ field: 'commitmentOn', message: t('error.REQUEST_COMMITMENT_PAST') }]
      : []),
    ...(sending.underway.length + sending.halted.length > 0
      ? [{ field: 'files', message: t('answer.filesUnderway') }]
      : []),
  ];
  const send = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const found = check();
    if (found.length > 0) return setIssues(found);
    setBusy(true);
    hold();
    const outcome = await call<Desk>('send', link, draft);
    setBusy(false);
    if (outcome.ok) {
      forget();
      return onSent(outcome.data);
    }
    if (outcome.problem.code === 'ANSWER_SESSION_OVER') return onSessionOver();
    setIssues([{ field: outcome.problem.field ?? 'choice', message: problemText(outcome.problem) }]);
  };

  return (
    <form className="form card" onSubmit={(event) => void send(event)} noValidate aria-labelledby="your-answer">
      <h2 id="your-answer">{t('answer.yours')}</h2>
      <ErrorSummary issues={issues} formId={form} />
      <div id={fieldId(form, 'choice')}>
        <RadioField
          label={t('answer.whatCanYou')}
          options={choices.map((id) => ({ id, name: t(`answer.choice.${id}`) }))}
          value={draft.choice}
          onChange={(choice) => set({ choice: choice as Choice })}
          error={errorOf('choice')}
        />
      </div>
      {draft.choice === 'NOT_OURS' && (
        <div id={fieldId(form, 'forwardNote')}>
          <TextField
            label={t('answer.forward')}
            hint={t('answer.forwardHint')}
            value={draft.forwardNote}
            onChange={(forwardNote) => set({ forwardNote })}
            error={errorOf('forwardNote')}
            maxLength={500}
          />
        </div>
      )}
      <div id={fieldId(form, 'text')}>
        <TextField
          label={t('answer.text')}
          hint={t('form.privacy')}
          multiline
          rows={6}
          value={draft.text}
          onChange={(text) => set({ text })}
          error={errorOf('text')}
          maxLength={20_000}
        />
      </div>
      {promises && (
        <div id={fieldId(form, 'commitmentOn')}>
          <DateField
            label={t('answer.byWhen')}
            hint={t('form.optional')}
            value={draft.commitmentOn}
            onChange={(commitmentOn) => set({ commitmentOn })}
            error={errorOf('commitmentOn')}
          />
        </div>
      )}
      <div id={fieldId(form, 'files')}>
        <FilesField
          files={desk.files.filter((file) => file.with === 'RequestGuest')}
          sending={sending}
          error={sending.underway.length + sending.halted.length > 0 ? errorOf('files') : undefined}
        />
      </div>
      <p className="small muted" role="status">
        {saved === 'server' && t('answer.savedServer')}
        {saved === 'device' && t('answer.savedDevice')}
      </p>
      <div>
        <Button kind="primary" type="submit">
          {t(busy ? 'answer.busy' : 'answer.send')}
        </Button>
      </div>
    </form>
  );
}
