import { describe, expect, it } from '@jest/globals';
import { cutAtNames, matching, namedIn, typedAt } from './mentions.js';

const an = { id: '1', displayName: 'An Claeys' };
const peeters = { id: '2', displayName: 'An Claeys-Peeters' };
const zoe = { id: '3', displayName: 'Zoë Vens' };
const people = [an, peeters, zoe];

describe('naming people', () => {
  it('begins behind an @ that begins a word, and bears two words', () => {
    expect(typedAt('Dag @An', 7)).toEqual({ from: 4, letters: 'An' });
    expect(typedAt('@An Cl', 6)).toEqual({ from: 0, letters: 'An Cl' });
    expect(typedAt('@', 1)).toEqual({ from: 0, letters: '' });
    expect(typedAt('mail an@dentergem', 17)).toBeUndefined();
    expect(typedAt('@An Claeys kan', 14)).toBeUndefined();
  });

  it('finds names by any of their words, without accents', () => {
    expect(matching(people, 'zoe')).toEqual([zoe]);
    expect(matching(people, 'cl')).toEqual([an, peeters]);
    expect(matching(people, 'x')).toEqual([]);
  });

  it('takes the longer of two names, each once, and keeps the text', () => {
    const text = 'Dag @An Claeys-Peeters en @An Claeys, @An Claeys? @Niemand';
    expect(namedIn(text, people)).toEqual([peeters, an]);
    expect(
      cutAtNames(text, people)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
