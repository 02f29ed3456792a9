import { describe, expect, it } from 'vitest';
import type { UsageFigure } from '@/api/schema';
import { ahead, median, unusual, unusualWords } from './outlook';
import { daysBetween, groups } from './sums';

const figure = (model: string, day: string, cost: number): UsageFigure => ({ group: { model, day }, calls: 1, attempts: 1, failed: 0, quantities: {}, cost: String(cost), currency: 'USD', estimatedCost: '0', doubtfulCost: '0', priceLists: [], unpriced: [] });

/** Sunday 1 to Friday 20 November 2026, of which the last is not over. */
const now = Date.parse('2026-11-20T08:00:00Z');
const days = daysBetween(Date.parse('2026-11-01T00:00:00Z'), now);
const weekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const steady = (model: string, cost: number, over: Record<string, number> = {}) => days.map((day) => figure(model, day, over[day] ?? (weekend(day) ? cost / 5 : cost)));
const of = (...figures: UsageFigure[][]) => groups(figures.flat(), 'model', 'cost');

it('the median of an even number is between the middle two', () => {
  expect([median([]), median([5]), median([9, 1]), median([3, 1, 2])]).toEqual([0, 5, 5, 2]);
});

describe('a day stands out', () => {
  it('when a group used three times its usual of that weekday', () => {
    const found = unusual(of(steady('a', 80), steady('night', 4, { '2026-11-17': 42 })), days, 'cost', now);
    expect(found).toEqual({ day: '2026-11-17', name: 'night', used: 42, usual: 4 });
    expect(found === undefined ? '' : unusualWords(found)).toBe('11 times its usual');
  });
  it('only once, where it is furthest beyond', () => {
    expect(unusual(of(steady('a', 10, { '2026-11-17': 50, '2026-11-18': 90 })), days, 'cost', now)?.day).toBe('2026-11-18');
  });
  it('not when it is as each week', () => {
    const tuesdays = { '2026-11-03': 90, '2026-11-10': 90, '2026-11-17': 90 };
    expect(unusual(of(steady('a', 10, tuesdays)), days, 'cost', now)).toBeUndefined();
  });
  it('not when it is little beside what all use', () => {
    expect(unusual(of(steady('a', 100), steady('b', 1, { '2026-11-17': 15 })), days, 'cost', now)).toBeUndefined();
  });
  it('not while it is not over, nor before enough days tell what is usual', () => {
    expect(unusual(of(steady('a', 10, { '2026-11-20': 500 })), days, 'cost', now)).toBeUndefined();
    expect(unusual(of([figure('a', '2026-11-17', 1), figure('a', '2026-11-18', 99), figure('a', '2026-11-19', 1)]), days, 'cost', now)).toBeUndefined();
  });
  it('not when a group begins and stays', () => {
    expect(unusual(of(steady('a', 10).filter(({ group }) => (group.day ?? '') >= '2026-11-12')), days, 'cost', now)).toBeUndefined();
  });
  it('also where usually nothing was used', () => {
    const found = unusual(of([figure('a', '2026-11-02', 1), figure('a', '2026-11-18', 30)]), days, 'cost', now);
    expect(found === undefined ? '' : `${found.day} ${unusualWords(found)}`).toBe('2026-11-18 usually nothing');
  });
});

describe('the days ahead', () => {
  it('are as their weekday usually is, and of today what is left of that', () => {
    const found = ahead(of(steady('a', 50, { '2026-11-20': 20 })), days, 'cost', now);
    expect(found.map(({ day }) => day).slice(0, 2)).toEqual(['2026-11-20', '2026-11-21']);
    expect(found.at(-1)?.day).toBe('2026-11-30');
    expect(found.map(({ more }) => more)).toEqual([30, 10, 10, 50, 50, 50, 50, 50, 10, 10, 50]);
  });
  it('are not told when the time asked for is over, or when a few days are all that is known', () => {
    expect(ahead(of(steady('a', 50)), days.slice(0, -1), 'cost', now)).toEqual([]);
    expect(ahead(of([figure('a', '2026-11-18', 5), figure('a', '2026-11-19', 5)]), days, 'cost', now)).toEqual([]);
  });
  it('expect nothing less than nothing of a day that is beyond its usual', () => {
    expect(ahead(of(steady('a', 50, { '2026-11-20': 70 })), days, 'cost', now)[0]).toEqual({ day: '2026-11-20', more: 0 });
  });
});
