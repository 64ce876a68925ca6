import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Note } from '../../ui/Note.js';
import type { Answer, DeskFile } from './api.js';
import { DeskFiles } from './DeskFiles.js';

/** An answer that was given, as those who asked read it. */
export function GivenAnswer({ link, answer, files }: { link: string; answer: Answer; files: readonly DeskFile[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className="card stack-s" aria-label={t('answer.given')}>
      <h2>{t('answer.givenAt', { at: format.moment(answer.at) })}</h2>
      <p>
        <strong>{t(`answer.choice.${answer.choice}`)}</strong>
      </p>
      {answer.text && (
        <p className="prewrap" dir="auto">
          {answer.text}
        </p>
      )}
      {answer.commitmentOn && <p>{t('answer.promised', { date: format.longDate(answer.commitmentOn) })}</p>}
      {answer.forwardNote && <p>{t('answer.forwarded', { who: answer.forwardNote })}</p>}
      <DeskFiles link={link} files={files} />
      {answer.by && <p className="small muted">{answer.by}</p>}
      {answer.verdict === 'ACCEPTED' && <Note>{t('answer.accepted')}</Note>}
      {answer.verdict === 'NOT_SUFFICIENT' && (
        <Note warning>
          {t('answer.notSufficient')}
          {answer.verdictReason && <p className="prewrap">{answer.verdictReason}</p>}
        </Note>
      )}
    </section>
  );
}
