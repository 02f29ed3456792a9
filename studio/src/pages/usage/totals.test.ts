import { describe, expect, it } from 'vitest';
import type { UsageFigure, UsagePage } from '@/api/schema';
import { besides, change, changeWords, failedWords, spanBefore, together } from './totals';

const figure = (team: string, cost: string, more: Partial<UsageFigure> = {}): UsageFigure => ({ group: { team }, calls: 2, attempts: 4, failed: 1, p50Ms: 300, quantities: {}, cost, currency: 'USD', estimatedCost: '0', doubtfulCost: '0', priceLists: [], unpriced: [], ...more });
const page = (...items: UsageFigure[]): UsagePage => ({ items, truncated: false });

describe('the time before', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  it.each([
    [{}, '2026-09-21T12:00:00.000Z', '2026-10-21T12:00:00.000Z'],
    [{ from: '7d' }, '2026-11-06T12:00:00.000Z', '2026-11-13T12:00:00.000Z'],
    [{ from: '2026-11-01', to: '2026-11-11' }, '2026-10-22T00:00:00.000Z', '2026-11-01T00:00:00.000Z'],
  ])('is as long: %o', (asked, from, to) => {
    expect(spanBefore(asked, now, 30 * 86_400_000)).toEqual({ from, to });
  });
});

describe('beside each group', () => {
  const totals = { now: page(figure('a', '3'), figure('b', '1', { failed: 0 }), figure('a', '9', { currency: 'EUR' })), before: page(figure('a', '2'), figure('c', '2')) };
  it('stands what became of its attempts and how its use changed', () => {
    expect([...besides(totals, 'team', 'USD', 'cost')]).toEqual([
      ['a', { p50Ms: 300, attempts: 4, failed: 1, change: 0.5 }],
      ['b', { p50Ms: 300, attempts: 4, failed: 0, change: 'new' }],
    ]);
    expect(besides(totals, 'team', 'USD', 'calls').get('a')?.change).toBe(0);
  });
  it('stands no change where the time before is not kept', () => {
    const half = { ...totals, before: { ...totals.before, keptSince: '2026-11-01T00:00:00Z' } };
    expect(besides(half, 'team', 'USD', 'cost').get('a')?.change).toBeUndefined();
    expect(together(half, 'USD', 'cost').change).toBeUndefined();
  });
  it('all of one currency stand together, those of before too', () => {
    expect(together(totals, 'USD', 'cost')).toEqual({ p50Ms: undefined, attempts: 8, failed: 1, change: 0 });
  });
});

it('a change is told as people read it', () => {
  expect([0.314, -0.02, 0.001, 11, 'new' as const, undefined].map(changeWords)).toEqual(['+31 %', '−2 %', '0 %', '12 times', 'new', undefined]);
  expect([change(0, 0), change(1, 0), change(0, 4)]).toEqual([undefined, 'new', -1]);
});

it('a part that failed is told with two figures', () => {
  expect([[0, 0], [9, 0], [1_000, 2], [3, 1], [1_000_000, 1]].map(([attempts = 0, failed = 0]) => failedWords({ attempts, failed }))).toEqual([undefined, '0', '0.2 %', '33 %', '< 0.01 %']);
});
