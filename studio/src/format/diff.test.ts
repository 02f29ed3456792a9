import { describe, expect, it } from 'vitest';
import { diff } from './diff';

const told = (older: string, newer: string) => diff(older, newer).map(({ kind, text, number }) => `${kind === 'in' ? '+' : kind === 'out' ? '-' : ' '}${number ?? ''} ${text}`);

describe('what differs', () => {
  it('is told line by line, what went before what came', () => {
    expect(told('a\nb\nc\n', 'a\nx\nc\nd\n')).toEqual([' 1 a', '- b', '+2 x', ' 3 c', '+4 d']);
  });

  it('is nothing between the same', () => {
    expect(diff('a\nb', 'a\nb\n').every(({ kind }) => kind === 'same')).toBe(true);
  });

  it('gives both texts back', () => {
    const [older, newer] = ['one\ntwo\ntwo\nthree\nfour', 'two\nthree\nthree\nfive\none'];
    const all = diff(older, newer);
    expect(all.filter(({ kind }) => kind !== 'in').map(({ text }) => text).join('\n')).toBe(older);
    expect(all.filter(({ kind }) => kind !== 'out').map(({ text }) => text).join('\n')).toBe(newer);
  });
});
