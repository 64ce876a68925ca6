import { useTitle } from '../../app/useTitle.js';
import { type MessageId, useT } from '../../i18n/messages.js';
import { PlainPage } from '../errors/PlainPage.js';

const parts: readonly [MessageId, MessageId][] = [
  ['accessibility.aimTitle', 'accessibility.aimText'],
  ['accessibility.testedTitle', 'accessibility.testedText'],
  ['accessibility.knownTitle', 'accessibility.knownText'],
  ['accessibility.helpTitle', 'accessibility.helpText'],
];

/** Says what is tested and what is not yet. */
export function AccessibilityPage() {
  const t = useT();
  useTitle(t('accessibility.title'));
  return (
    <PlainPage>
      <article className="page stack measure">
        <h1>{t('accessibility.title')}</h1>
        {parts.map(([title, text]) => (
          <section key={title} className="stack-s">
            <h2>{t(title)}</h2>
            <p>{t(text)}</p>
          </section>
        ))}
      </article>
    </PlainPage>
  );
}
