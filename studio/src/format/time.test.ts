import { afterEach, describe, expect, it, vi } from 'vitest';
import { ago, clock, exact, until } from './time';

const now = Date.parse('2026-11-20T06:58:20.500Z');

describe('ago', () => {
  it.each([
    ['2026-11-20T06:58:20.100Z', 'now'],
    ['2026-11-20T06:59:20.100Z', 'now'],
    ['2026-11-20T06:58:00.500Z', '20 s ago'],
    ['2026-11-20T06:46:20.000Z', '12 min ago'],
    ['2026-11-20T03:58:20.000Z', '3 h ago'],
    ['2026-11-15T03:58:20.000Z', '5 d ago'],
  ])('says of %s: %s', (at, text) => expect(ago(at, now)).toBe(text));
});

describe('until', () => {
  it.each([
    ['2026-11-20T06:58:20.400Z', 'now'],
    ['2026-11-20T06:58:30.100Z', 'in 10 s'],
    ['2026-11-20T07:00:00.000Z', 'in 2 min'],
    ['2026-11-21T00:00:00.000Z', 'in 18 h'],
    ['2026-12-01T00:00:00.000Z', 'in 11 d'],
  ])('says of %s: %s', (at, text) => expect(until(at, now)).toBe(text));
});

describe('the exact instant', () => {
  afterEach(() => vi.unstubAllEnvs());
  it.each([
    ['UTC', '2026-11-20 06:58:11.402 UTC'],
    ['Europe/Zurich', '2026-11-20 07:58:11.402 UTC+1'],
    ['Asia/Kolkata', '2026-11-20 12:28:11.402 UTC+5:30'],
    ['America/New_York', '2026-11-20 01:58:11.402 UTC-5'],
  ])('is in the zone of the reader, which it names: %s', (zone, text) => {
    vi.stubEnv('TZ', zone);
    expect(exact('2026-11-20T06:58:11.402123Z')).toBe(text);
  });
});

it('gives the time of day with seconds', () => {
  expect(clock(now)).toMatch(/^\d\d:\d\d:20$/);
});
