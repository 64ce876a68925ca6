import { type MessageId, useT } from '../../i18n/messages.js';

const parts: readonly [MessageId, MessageId][] = [
  ['accessibility.aimTitle', 'accessibility.aimText'],
  ['accessibility.testedTitle', 'accessibility.testedText'],
  ['accessibility.knownTitle', 'accessibility.knownText'],
  ['accessibility.helpTitle', 'accessibility.helpText'],
];

/** Says what is tested and what is not yet; `level` is that of its heading. */
export function AccessibilityText({ level }: { level: 1 | 2 }) {
  const t = useT();
  const Title = level === 1 ? 'h1' : 'h2';
  const Heading = level === 1 ? 'h2' : 'h3';
  return (
    <article className="stack measure">
      <Title>{t('accessibility.title')}</Title>
      {parts.map(([title, text]) => (
        <section key={title} className="stack-s">
          <Heading>{t(title)}</Heading>
          <p>{t(text)}</p>
        </section>
      ))}
    </article>
  );
}
