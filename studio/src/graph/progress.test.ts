import { expect, it } from 'vitest';
import { finished, label, parts, stirring } from './progress';

const node = { done: 60, failed: 10, running: 16, waiting: 1, total: 100 };

it('shows what failed and what waits apart from what is done and what runs', () => {
  expect(parts(node)).toEqual([
    { kind: 'done', percent: 50 },
    { kind: 'fail', percent: 10 },
    { kind: 'hold', percent: 1 },
    { kind: 'live', percent: 16 },
  ]);
});

it('has no part for what is zero', () => {
  expect(parts({ done: 0, failed: 0, running: 0, waiting: 0, total: 5 })).toEqual([]);
});

it('names a failure and a call that waits before those that run', () => {
  expect(stirring(node).map(({ text }) => text)).toEqual(['10 failed', '1 waiting', '16 running']);
  expect(label(node)).toBe('60 of 100 done, 10 failed, 1 waiting, 16 running');
});

it('ends with its bar', () => {
  expect(finished({ state: 'running', done: 5, total: 5 })).toBe(false);
  expect(finished({ state: 'succeeded', done: 5, total: 5 })).toBe(true);
  expect(finished({ state: 'failed', done: 3, total: 5 })).toBe(false);
});
