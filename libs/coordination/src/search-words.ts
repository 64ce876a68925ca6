/** Most words of a search text that count. */
const MAX_WORDS = 8;

/** Words of a search text. */
export const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);

/** A word as part of a pattern of `like`. */
export const escapeLike = (word: string): string => word.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
