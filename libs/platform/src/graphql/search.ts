import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { NodeType } from './node.js';

/** Where the words of a search were found. */
export const SearchPlaceEnum = { ITSELF: 'ITSELF', CONVERSATION: 'CONVERSATION' } as const;
export type SearchPlace = keyof typeof SearchPlaceEnum;
registerEnumType(SearchPlaceEnum, {
  name: 'SearchPlace',
  description: 'Where the words of a search were found.',
  valuesMap: {
    ITSELF: { description: 'In its number, title or text.' },
    CONVERSATION: { description: 'In what was written under it.' },
  },
});

/** Something a room found. */
export interface Found {
  ref: { type: string; id: string };
  place: SearchPlace;
  /** Higher is better; 1 and more for words that occur, less for words that are only spelt alike. */
  score: number;
  /** A piece of the text, with `MARKS` around the words that were found. */
  excerpt: string;
}

/** Around words that were found; texts that people type hold no such characters. */
export const MARKS = ['\u0002', '\u0003'] as const;

/** Looks for words in what a room holds, under the rights of the caller: the best first, at most so many. */
export type SearchSource = (words: string, partnershipId: string | null, limit: number) => Promise<Found[]>;

const sources: SearchSource[] = [];

/** A room lets its things be found. */
export const registerSearch = (source: SearchSource): void => {
  sources.push(source);
};

/** What all rooms found, the best first, each thing once. */
export const searchAll = async (words: string, partnershipId: string | null, limit: number): Promise<Found[]> => {
  const found = (await Promise.all(sources.map((source) => source(words, partnershipId, limit)))).flat();
  const best = new Map<string, Found>();
  for (const each of found.sort((a, b) => b.score - a.score)) {
    const key = `${each.ref.type} ${each.ref.id}`;
    if (!best.has(key)) best.set(key, each);
  }
  return [...best.values()].slice(0, limit);
};

@ObjectType('ExcerptPart', { description: 'A piece of a text that was found.' })
export class ExcerptPartType {
  @Field({ description: 'The text; plain.' })
  text: string;

  @Field({ description: 'Whether these are words that were searched for.' })
  match: boolean;
}

@ObjectType('SearchHit', { description: 'Something that was found.' })
export class SearchHitType {
  @Field(() => NodeType, { description: 'What was found.' })
  node: object;

  @Field(() => SearchPlaceEnum, { description: 'Where in it.' })
  place: SearchPlace;

  @Field(() => Float, {
    description: 'How well it fits: 1 and more when the words occur, less when they are spelt alike.',
  })
  score: number;

  @Field(() => [ExcerptPartType], { description: 'A piece of the text around the words; empty when there is none.' })
  excerpt: ExcerptPartType[];
}

/** The pieces of an excerpt. */
export const partsOf = (excerpt: string): ExcerptPartType[] =>
  excerpt
    .split(MARKS[0])
    .flatMap((piece, index) => {
      const [first = '', rest] = piece.split(MARKS[1]);
      return index === 0
        ? [{ text: piece, match: false }]
        : [
            { text: first, match: true },
            { text: rest ?? '', match: false },
          ];
    })
    .filter(({ text }) => text !== '');
