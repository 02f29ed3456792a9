import { describe, expect, it } from 'vitest';
import { bytes, count, few, list, plural, shortId, tailId } from './text';

it('parts thousands', () => expect(count(7028)).toBe('7,028'));

it('counts in words', () => {
  expect(plural(1, 'issue')).toBe('1 issue');
  expect(plural(0, 'issue')).toBe('0 issues');
  expect(plural(2, 'class', 'classes')).toBe('2 classes');
});

it.each([
  [38, '38 B'],
  [1100, '1.1 KB'],
  [10_400_000, '10.4 MB'],
])('sizes %d', (size, text) => expect(bytes(size)).toBe(text));

describe('ids', () => {
  it('keep their prefix and their last eight', () => {
    expect(shortId('run_019aa04c-16d0-7c31-8a55-2f0b4e7a91c0')).toBe('run_…4e7a91c0');
  });
  it('show both ends without a prefix', () => {
    expect(shortId('8c41b5f2907a4e13a6c2f30b9e55d07e')).toBe('8c41…55d07e');
    expect(shortId('triage')).toBe('triage');
  });
  it('end only, under a head', () => {
    expect(tailId('run_019aa04c-16d0-7c31-8a55-2f0b4e7a91c0')).toBe('…4e7a91c0');
    expect(tailId('short')).toBe('short');
  });
});

it('joins words as a sentence does', () => {
  expect(list([])).toBe('');
  expect(list(['a'])).toBe('a');
  expect(list(['a', 'b', 'c'])).toBe('a, b and c');
});

it('names the first of many words', () => {
  expect(few(['a', 'b'])).toBe('a and b');
  expect(few(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d and e');
  expect(few(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e and 2 more');
});
