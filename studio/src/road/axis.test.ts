import { expect, it } from 'vitest';
import { attemptAxis } from './axis';

it('ends a round step beyond the last attempt', () => {
  expect(attemptAxis(35.5)).toEqual({ end: 40, ticks: [0, 10, 20, 30, 40] });
});

it('stands for an attempt that took no time', () => {
  const axis = attemptAxis(0);
  expect(axis.end).toBeGreaterThan(0);
  expect(axis.ticks[0]).toBe(0);
});

it.each([0.2, 1, 5, 99, 1200, 30_000])('covers %d ms in two to five steps', (ms) => {
  const axis = attemptAxis(ms);
  expect(axis.end).toBeGreaterThanOrEqual(ms);
  expect(axis.ticks.length).toBeGreaterThan(2);
  expect(axis.ticks.length).toBeLessThanOrEqual(6);
});
