/** Somebody who can be named. */
export interface Nameable {
  id: string;
  displayName: string;
}

/** What is being typed behind an `@` right before the caret: where it begins, and the letters so far. */
export interface Typed {
  from: number;
  letters: string;
}

/** Undefined when the caret does not stand behind an `@` with at most two words. */
export const typedAt = (text: string, caret: number): Typed | undefined => {
  const found = /(?:^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]+)?)$/u.exec(text.slice(0, caret));
  return found ? { from: caret - found[1]!.length - 1, letters: found[1]! } : undefined;
};

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** People of whose name a word begins with the letters, at most six. */
export const matching = <P extends Nameable>(people: readonly P[], letters: string): P[] => {
  const wanted = folded(letters);
  return people
    .filter(({ displayName }) => {
      const name = folded(displayName);
      return name.startsWith(wanted) || name.split(/\s+/).some((word) => word.startsWith(wanted));
    })
    .slice(0, 6);
};

/** A text cut into what names somebody and what does not; of two names that fit, the longer one. */
export const cutAtNames = <P extends Nameable>(text: string, people: readonly P[]): { text: string; person?: P }[] => {
  const longestFirst = [...people].sort((a, b) => b.displayName.length - a.displayName.length);
  const parts: { text: string; person?: P }[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const person = text[at] === '@' && longestFirst.find(({ displayName }) => text.startsWith(displayName, at + 1));
    if (!person) {
      plain += text.charAt(at);
      at += 1;
      continue;
    }
    if (plain) parts.push({ text: plain });
    plain = '';
    parts.push({ text: `@${person.displayName}`, person });
    at += person.displayName.length + 1;
  }
  return plain ? [...parts, { text: plain }] : parts;
};

/** Whom a text names, each once. */
export const namedIn = <P extends Nameable>(text: string, people: readonly P[]): P[] => [
  ...new Set(cutAtNames(text, people).flatMap(({ person }) => (person ? [person] : []))),
];
