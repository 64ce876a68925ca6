import { CircleCheck, WifiOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTitle } from '../../app/useTitle.js';
import { useT } from '../../i18n/messages.js';
import { dayOf, useFormat } from '../../i18n/useFormat.js';
import { Button } from '../../ui/Button.js';
import { DuePill } from '../../ui/DuePill.js';
import { Note } from '../../ui/Note.js';
import { AnswerForm } from './AnswerForm.js';
import type { Desk } from './api.js';
import { GivenAnswer } from './GivenAnswer.js';
import { MoreTimeDialog } from './MoreTimeDialog.js';
import { PassOnDialog } from './PassOnDialog.js';
import { Question } from './Question.js';
import { useDesk } from './useDesk.js';

interface Props {
  link: string;
  first: Desk;
  onSessionOver(): void;
}

/** The question and the form on one page; once sent, what was sent. */
export function DeskView({ link, first, onSessionOver }: Props) {
  const t = useT();
  const format = useFormat();
  const { desk, setDesk, look, offline } = useDesk(link, first, onSessionOver);
  const [dialog, setDialog] = useState<'time' | 'colleague'>();
  const [told, setTold] = useState<string>();
  const [sent, setSent] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  useTitle(`${desk.reference} ${desk.title}`);
  useEffect(() => head.current?.focus(), [sent]);

  const happened = (next: Desk, sentence: string): void => {
    setDesk(next);
    setDialog(undefined);
    setTold(sentence);
  };
  const open = desk.extensions.find(({ state }) => state === 'ASKED');
  const decided = desk.extensions.find(({ state }) => state !== 'ASKED');
  return (
    <div className="page stack measure answer">
      <div className="stack-s">
        <h1 ref={head} tabIndex={-1}>
          {sent ? t('answer.sentHeading') : t('answer.heading', { municipalities: format.list(desk.municipalities) })}
        </h1>
        <p className="row">
          <span>{t('answer.asked', { date: format.longDate(dayOf(desk.sentAt)), reference: desk.reference })}</span>
          <DuePill dueOn={desk.dueOn} done={!desk.awaited} withTerm />
        </p>
        {desk.basis && <p className="small muted">{t('answer.basis', { basis: desk.basis })}</p>}
      </div>
      {offline && (
        <p className="note note-warning" role="status">
          <WifiOff size={20} aria-hidden />
          <span>{t('answer.offline')}</span>
        </p>
      )}
      <div role="status">
        {told && (
          <p className="note">
            <CircleCheck size={20} aria-hidden />
            <span>{told}</span>
          </p>
        )}
      </div>
      <Question link={link} desk={desk} />
      {open && <Note>{t('answer.timeAsked', { date: format.longDate(open.untilOn) })}</Note>}
      {!open && decided && (
        <Note warning={decided.state === 'REFUSED'}>
          {t(decided.state === 'GRANTED' ? 'answer.timeGranted' : 'answer.timeRefused', {
            date: format.longDate(decided.untilOn),
          })}
          {decided.decisionReason && <p className="prewrap">{decided.decisionReason}</p>}
        </Note>
      )}
      {desk.answers.map((answer) => (
        <GivenAnswer
          key={answer.id}
          {...{ link, answer }}
          files={desk.files.filter(({ withId }) => withId === answer.id)}
        />
      ))}
      {desk.ended && <Note>{t(desk.status === 'WITHDRAWN' ? 'answer.withdrawn' : 'answer.closed')}</Note>}
      {desk.awaited && (
        <AnswerForm
          link={link}
          desk={desk}
          look={look}
          onSent={(next) => {
            setSent(true);
            happened(next, t('answer.sentNotice', { municipalities: format.list(next.municipalities) }));
          }}
          onSessionOver={onSessionOver}
        />
      )}
      {!desk.ended && (
        <div className="row">
          <Button onPress={() => setDialog('colleague')}>{t('answer.passOn')}</Button>
          {desk.awaited && !open && <Button onPress={() => setDialog('time')}>{t('answer.moreTime')}</Button>}
        </div>
      )}
      {desk.passedOn.length > 0 && (
        <ul className="facts small">
          {desk.passedOn.map(({ id, to, at, by }) => (
            <li key={id}>{t('answer.passedOn', { name: by ?? '', to, at: format.moment(at) })}</li>
          ))}
        </ul>
      )}
      <section className="stack-s">
        <h2>{t('answer.nextTitle')}</h2>
        <p>{t('answer.nextText', { municipalities: format.list(desk.municipalities) })}</p>
        <h2>{t('answer.privacyTitle')}</h2>
        <p>{t('answer.privacyText', { email: desk.guest.email })}</p>
        <p>
          <a className="inline-target" href={desk.accountPath}>
            {t('answer.account')}
          </a>
        </p>
      </section>
      {dialog === 'colleague' && (
        <PassOnDialog
          link={link}
          onClose={() => setDialog(undefined)}
          onDone={(next, to) => happened(next, t('answer.passedOnNotice', { to }))}
        />
      )}
      {dialog === 'time' && (
        <MoreTimeDialog
          link={link}
          dueOn={desk.dueOn}
          onClose={() => setDialog(undefined)}
          onDone={(next) => happened(next, t('answer.timeNotice'))}
        />
      )}
    </div>
  );
}
