import { expect, it } from 'vitest';
import { stageWord, word } from './words';

it('reads as people write', () => {
  expect(word('half_open')).toBe('half-open');
  expect(stageWord('policy pre')).toBe('policy, pre');
  expect(stageWord('policy_post')).toBe('policy, post');
  expect(stageWord('classify data')).toBe('classify data');
});
