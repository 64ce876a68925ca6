import { refusalWords } from './refusal.words.js';
import type { Refusal } from './refusals.js';
import type { Language } from './sign-in.rules.js';

/** Style of the page: a file of its own, for a policy that allows nothing inline. */
export const PAGE_STYLE = `:root { color-scheme: light dark; --ink: #1d2b36; --paper: #fff; --ground: #f4f6f8; --action: #0b5c8a; --on-action: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eef3; --paper: #1b252d; --ground: #12191f; --action: #7cc0e8; --on-action: #0b1a24; }
}
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 'Source Sans 3', system-ui, sans-serif; }
main { box-sizing: border-box; max-width: 40rem; margin: 10vh auto; padding: 24px; border-radius: 8px; background: var(--paper); }
h1 { margin: 0 0 12px; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 24px; }
.actions { display: flex; flex-wrap: wrap; gap: 12px; margin: 0; }
a { display: inline-flex; align-items: center; min-height: 44px; padding: 0 16px; border: 1px solid var(--action); border-radius: 6px; color: var(--action); text-decoration: none; }
a.main { background: var(--action); color: var(--on-action); }
a:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
@media (max-width: 640px) { main { margin: 0; min-height: 100vh; border-radius: 0; } }
`;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!);

/** The whole page: why somebody did not come in, and what to do now. */
export const refusalPage = (refusal: Refusal, language: Language, path: string): string => {
  const { again, home, refusals } = refusalWords[language];
  const { title, text } = refusals[refusal];
  const retry = `/auth/sign-in?return=${encodeURIComponent(path)}`;
  const button = refusal === 'OFF' ? '' : `<a class="main" href="${escape(retry)}">${escape(again)}</a>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)} – Samenregie</title>
<link rel="stylesheet" href="/auth/page.css">
</head>
<body>
<main data-refusal="${refusal}">
<h1>${escape(title)}</h1>
<p>${escape(text)}</p>
<p class="actions">${button}<a href="/">${escape(home)}</a></p>
</main>
</body>
</html>
`;
};
