import { describe, expect, it } from 'vitest';
import { logShare, percent, queueAndRun, roundUp125 } from './scale';

it('grows with the logarithm of the time and stays inside the bar', () => {
  expect(logShare(100)).toBe(0);
  expect(logShare(1000)).toBeLessThan(logShare(10_000));
  expect(logShare(10_000) - logShare(1000)).toBeCloseTo(logShare(100_000) - logShare(10_000));
  expect(logShare(1e12)).toBe(100);
});

describe('queue and run', () => {
  it('share the bar in their proportion', () => {
    const bar = queueAndRun(5000, 5000);
    expect(bar.queue).toBeCloseTo(bar.run);
    expect(bar.queue + bar.run).toBeCloseTo(logShare(10_000));
  });
  it('show one part where the other is nothing', () => {
    expect(queueAndRun(0, 5000).queue).toBe(0);
    expect(queueAndRun(31_000, 0).run).toBe(0);
  });
  it('keep a thin queue visible', () => expect(queueAndRun(10, 60_000).queue).toBe(4));
});

it('takes a share of nothing as nothing', () => {
  expect(percent(1, 0)).toBe(0);
  expect(percent(312, 502)).toBeCloseTo(62.15, 2);
  expect(percent(9, 3)).toBe(100);
});

it.each([
  [0.13, 0.2],
  [1, 1],
  [250, 500],
  [156, 200],
  [6, 10],
])('rounds %d up to %d', (value, step) => expect(roundUp125(value)).toBe(step));
