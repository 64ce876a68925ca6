import type { Persona } from './personas.store.js';
import { wordsIn } from './words.js';

/** Address of the style sheet: nothing on the pages is inline. */
export const STYLE_PATH = '/page.css';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!);

const page = (language: string, title: string, content: string): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – Samenregie</title>
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<main>
<h1>${escape(title)}</h1>
${content}
</main>
</body>
</html>
`;

const grouped = (personas: readonly Persona[]): [string, Persona[]][] => [
  ...Map.groupBy(personas, ({ heading }) => heading ?? ''),
];

const choice = ({ key, displayName, jobTitle, organisation }: Persona): string => `<li>
<button class="persona" name="persona" value="${escape(key)}" data-persona="${escape(key)}">
<span class="name">${escape(displayName)}</span>
<span class="work">${escape([jobTitle, organisation].filter(Boolean).join(', '))}</span>
</button>
</li>`;

/** Where somebody says who they are: a form with a button for each person, that works without a script. */
export const personasPage = (language: string, personas: readonly Persona[]): string => {
  const { title, intro, example, others, cancel } = wordsIn(language);
  const groups = grouped(personas).map(
    ([heading, people]) => `<section>
<h2>${escape(heading || others)}</h2>
<ul>
${people.map(choice).join('\n')}
</ul>
</section>`,
  );
  return page(
    language,
    title,
    `<p>${escape(intro)}</p>
<p class="example">${escape(example)}</p>
<form method="post">
${groups.join('\n')}
<button class="cancel" name="cancel" value="yes">${escape(cancel)}</button>
</form>`,
  );
};

/** What is shown when a step came too late, or from elsewhere. */
export const failedPage = (language: string): string => {
  const { failedTitle, failedText } = wordsIn(language);
  return page(language, failedTitle, `<p>${escape(failedText)}</p>`);
};
