import type { QueuedMail } from './mail.store.js';

/** Style of the page: a file of its own, for a policy that allows nothing inline. */
export const OUTBOX_STYLE = `:root { color-scheme: light dark; --ink: #1d2b36; --muted: #51606d; --paper: #fff; --ground: #f4f6f8; --line: #d5dce2; --action: #0b5c8a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edf1; --muted: #a9b7c3; --paper: #1b2630; --ground: #131c24; --line: #33414d; --action: #7cc4f2; }
}
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 'Source Sans 3', system-ui, sans-serif; }
main { box-sizing: border-box; max-width: 46rem; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 1.5rem; line-height: 1.25; }
article { margin: 0 0 16px; padding: 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); overflow-wrap: anywhere; }
h2 { margin: 0 0 4px; font-size: 1.25rem; line-height: 1.3; }
.meta { margin: 0 0 12px; color: var(--muted); }
.text { margin: 0; white-space: pre-line; }
a { color: var(--action); }
a:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
`;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!);
/** Text with its addresses as links. */
const linked = (text: string): string =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? `<a href="${escape(part)}">${escape(part)}</a>` : escape(part)))
    .join('');
const moment = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Brussels' });

/** The mails of the demo as somebody would read them, newest first. */
export const outboxPage = (mails: readonly QueuedMail[]): string => {
  const articles = mails.map(
    ({ to, subject, text, createdAt }) => `<article>
<h2>${escape(subject)}</h2>
<p class="meta">Aan ${escape(to)}, ${escape(moment.format(new Date(createdAt)))}</p>
<p class="text">${linked(text)}</p>
</article>`,
  );
  return `<!doctype html>
<html lang="nl-BE">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Mails van de demo – Samenregie</title>
<link rel="stylesheet" href="/auth/outbox.css">
</head>
<body>
<main>
<h1>Mails van de demo</h1>
<p>In de demo vertrekt geen enkele mail. Wat mensen zouden krijgen, lees je hier. Nieuwste bovenaan.</p>
${articles.join('\n') || '<p>Er is nog geen mail.</p>'}
</main>
</body>
</html>
`;
};
