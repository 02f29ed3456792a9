import { expect, it } from 'vitest';
import { breakerWords, stageWord, word } from './words';

it('reads as people write', () => {
  expect(word('half_open')).toBe('half-open');
  expect(stageWord('policy pre')).toBe('policy, pre');
  expect(stageWord('policy_post')).toBe('policy, post');
  expect(stageWord('classify data')).toBe('classify data');
});

it('says what a half-open breaker admits', () => {
  expect(breakerWords({ state: 'half_open', admits: 25 })).toBe('half-open, admits 25 %');
  expect(breakerWords({ state: 'open', admits: 0 })).toBe('open');
});
