import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { readSetting } from '../../app/settings.js';
import { Footer } from '../../app/Footer.js';
import { useLanguage } from '../../i18n/LocaleProvider.js';
import { isLanguage } from '../../i18n/locales.js';
import { useT } from '../../i18n/messages.js';
import type { Problem } from '../../live/problem.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { ErrorText } from '../errors/ErrorText.js';
import { call, type CodeSent, type Desk } from './api.js';
import { CodeStep } from './CodeStep.js';
import { DeskView } from './DeskView.js';
import { LanguageBar } from './LanguageBar.js';
import { takeLink } from './link.js';
import { RenewLink } from './RenewLink.js';
import './answer.css';

type Step =
  | { at: 'loading' }
  | { at: 'code'; sent: CodeSent }
  | { at: 'desk'; desk: Desk }
  | { at: 'over' }
  | { at: 'failed'; problem: Problem };

/** Where the link in a mail leads: a code by mail, then one question and one form. No account, no sign-up. */
export function AnswerPage() {
  const [link] = useState(takeLink);
  return (
    <div className="shell">
      <header className="top-bar no-print">
        <div className="top-bar-inner answer-head">
          <span className="brand">
            <img src="/favicon.svg" alt="" width={24} height={24} />
            <span className="brand-name">Samenregie</span>
          </span>
          <LanguageBar />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {link ? <Visit link={link} /> : <NoLink />}
      </main>
      <Footer />
    </div>
  );
}

/** What a link leads to at this moment: the question, where the code was given before, or the code. */
async function open(link: string): Promise<Step> {
  const looked = await call<Desk>('look', link);
  if (looked.ok) return { at: 'desk', desk: looked.data };
  if (looked.problem.code !== 'ANSWER_SESSION_OVER') return { at: 'failed', problem: looked.problem };
  const coded = await call<CodeSent>('code', link);
  if (coded.ok) return { at: 'code', sent: coded.data };
  return coded.problem.code === 'ANSWER_LINK_OVER' ? { at: 'over' } : { at: 'failed', problem: coded.problem };
}

function NoLink() {
  const t = useT();
  return (
    <ErrorText title={t('answer.noLinkTitle')} action={null}>
      <p>{t('answer.noLinkText')}</p>
    </ErrorText>
  );
}

function Visit({ link }: { link: string }) {
  const t = useT();
  const problemText = useProblemText();
  const { setLanguage } = useLanguage();
  const [step, setStep] = useState<Step>({ at: 'loading' });

  const show = useCallback(
    (next: Step): void => {
      // The language of the mail, unless somebody chose another here before.
      const language = next.at === 'code' ? next.sent.language.toLowerCase() : undefined;
      if (readSetting('language') === null && isLanguage(language)) setLanguage(language);
      setStep(next);
    },
    [setLanguage],
  );
  const begin = (): void => void open(link).then(show);
  useEffect(() => {
    let current = true;
    void open(link).then((next) => current && show(next));
    return () => {
      current = false;
    };
  }, [link, show]);

  const content = (): ReactNode => {
    switch (step.at) {
      case 'loading':
        return (
          <div className="page measure">
            <Skeleton lines={6} />
          </div>
        );
      case 'code':
        return <CodeStep link={link} sent={step.sent} onEnter={(desk) => setStep({ at: 'desk', desk })} />;
      case 'desk':
        return <DeskView link={link} first={step.desk} onSessionOver={begin} />;
      case 'over':
        return <RenewLink link={link} />;
      case 'failed':
        return (
          <ErrorText
            title={t('answer.failedTitle')}
            action={
              <Button kind="primary" onPress={begin}>
                {t('action.retry')}
              </Button>
            }
            reference={step.problem.traceId}
          >
            <p>{problemText(step.problem)}</p>
          </ErrorText>
        );
    }
  };
  return content();
}
