import { expect, it } from 'vitest';
import type { Resource } from '@/api/schema';
import { zoned, zonesOf } from './zone';

const budget = (id: string, spec: Record<string, unknown>): Resource => ({ kind: 'budget', id, version: 1, spec, appliedAt: '2026-11-20T08:00:00Z' });

it('reads whose calendar counts', () => {
  expect([...zonesOf([budget('shop', { zone: 'Europe/Berlin' }), budget('daily', {})])]).toEqual([
    ['shop', 'Europe/Berlin'],
    ['daily', 'UTC'],
  ]);
});

it('tells it where it moves the end of a window', () => {
  expect(zoned('day', 'Europe/Berlin')).toBe('a day, Europe/Berlin');
  expect(zoned('day', undefined)).toBe('a day');
  expect(['total', 'minute', 'parallel'].map((period) => zoned(period, 'UTC'))).toEqual(['in all', 'a minute', 'at one time']);
});
