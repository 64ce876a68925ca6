import { useState } from 'react';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Pill } from '../../ui/Pill.js';
import type { Desk } from './api.js';
import { DeskFiles } from './DeskFiles.js';

/** What is asked, and what was added to it; what came while one looks is marked in words. */
export function Question({ link, desk }: { link: string; desk: Desk }) {
  const t = useT();
  const format = useFormat();
  const [known] = useState(() => new Set(desk.messages.map(({ id }) => id)));
  return (
    <section className="card stack" aria-labelledby="question">
      <div className="stack-s">
        <h2 id="question" dir="auto">
          {desk.title}
        </h2>
        <p className="prewrap" dir="auto">
          {desk.text}
        </p>
        <DeskFiles link={link} files={desk.files.filter((file) => file.with === 'Request')} />
        <p className="small muted">{desk.sentBy && t('answer.askedBy', { name: desk.sentBy, actor: desk.actor })}</p>
      </div>
      <div aria-live="polite" className="stack">
        {desk.messages.map(({ id, text, by, at }) => (
          <article key={id} className="answer-message stack-s">
            <h3 className="row small">
              {t('answer.addition', { name: by ?? '', at: format.moment(at) })}
              {!known.has(id) && <Pill>{t('live.new')}</Pill>}
            </h3>
            <p className="prewrap" dir="auto">
              {text}
            </p>
            <DeskFiles link={link} files={desk.files.filter(({ withId }) => withId === id)} />
          </article>
        ))}
      </div>
    </section>
  );
}
