import { describe, expect, it } from 'vitest';
import type { Decision } from '@/api/schema';
import { answer, pieces } from './sentence';

const decision = (sentence: string): Decision =>
  ({
    sentence,
    offer: 'gpt-4o-mini',
    providerMarks: ['recorded'],
    attempts: [
      { offer: 'gpt-4o', marks: ['recorded'], injected: true, failure: { code: 'unavailable' } },
      { offer: 'gpt-4o-mini', marks: ['recorded'], injected: false },
    ],
  }) as unknown as Decision;

describe('the sentence', () => {
  it('carries the labels beside the names they qualify', () => {
    expect(pieces(decision('Answered by gpt-4o-mini after gpt-4o failed with unavailable (injected). Nothing was lost.'))).toEqual([
      { text: 'Answered by ', strong: false, marks: [] },
      { text: 'gpt-4o-mini', strong: true, marks: ['recorded'] },
      { text: ' after ', strong: false, marks: [] },
      { text: 'gpt-4o', strong: true, marks: ['recorded'] },
      { text: ' failed with ', strong: false, marks: [] },
      { text: 'unavailable', strong: false, marks: ['injected'] },
      { text: '. Nothing was lost.', strong: false, marks: [] },
    ]);
  });

  it('takes an offer as a whole, and not a provider that is called as a part of it', () => {
    const both = { ...decision('a/b/c answered, after a/b failed with timeout.'), offer: 'a/b/c', attempts: [{ offer: 'a/b', marks: [], injected: false }] } as unknown as Decision;
    expect(pieces(both).filter((piece) => piece.strong).map((piece) => piece.text)).toEqual(['a/b/c', 'a/b']);
  });

  it('is plain where nobody was asked', () => {
    const none = { sentence: 'No provider could take this call.', attempts: [], providerMarks: [] } as unknown as Decision;
    expect(pieces(none)).toEqual([{ text: 'No provider could take this call.', strong: false, marks: [] }]);
  });
});

describe('the answer in short', () => {
  it('is the label, else the text, else the id', () => {
    expect(answer({ label: 'a', text: 'b' })).toBe('a');
    expect(answer({ id: '7', title: 'x' })).toBe('7');
    expect(answer('plain')).toBe('plain');
  });
  it('is absent where the output has none', () => {
    expect(answer({ scores: [1] })).toBeUndefined();
    expect(answer(null)).toBeUndefined();
  });
});
