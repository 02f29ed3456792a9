import { beforeEach, expect, it, vi } from 'vitest';
import type * as Clock from './clock';

const here = Date.UTC(2026, 10, 20, 12);
const date = (at: number) => new Date(Math.floor(at / 1000) * 1000).toUTCString();
let clock: typeof Clock;

beforeEach(async () => {
  vi.resetModules();
  clock = await import('./clock');
});

it('leaves a reader alone whose clock may be right', () => {
  expect(clock.clockOffset()).toBe(0);
  clock.answerDated(date(here + 700), here + 600, here + 900);
  clock.clockSaid(here + 1_000, here + 1_040);
  expect(clock.clockOffset()).toBe(0);
});

it.each([
  ['behind', 180_000],
  ['ahead', -180_000],
])('follows the server where the reader is %s by three minutes, to the second', (_, off) => {
  clock.answerDated(date(here + off + 650), here + 600, here + 700);
  expect(Math.abs(clock.clockOffset() - off)).toBeLessThanOrEqual(1_000);
});

it('follows what the live stream says, to the time it takes', () => {
  clock.answerDated(date(here + 180_650), here + 600, here + 700);
  clock.clockSaid(here + 181_000, here + 1_040);
  clock.clockSaid(here + 182_000, here + 2_015);
  clock.clockSaid(here + 183_000, here + 9_000);
  expect(clock.clockOffset()).toBe(179_985);
});

it('begins anew when a clock is set', () => {
  clock.answerDated(date(here + 180_000), here, here);
  clock.answerDated(date(here + 5_000), here + 5_000, here + 5_000);
  expect(clock.clockOffset()).toBe(0);
});

it('passes over an answer without a date', () => {
  clock.answerDated(null, here, here);
  expect(clock.clockOffset()).toBe(0);
});
