import { describe, expect, it } from 'vitest';
import { ago, clock, exact } from './time';

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

it('gives the exact instant in UTC with milliseconds', () => {
  expect(exact('2026-11-20T06:58:11.402123Z')).toBe('2026-11-20 06:58:11.402 UTC');
});

it('gives the time of day with seconds', () => {
  expect(clock(now)).toMatch(/^\d\d:\d\d:20$/);
});
