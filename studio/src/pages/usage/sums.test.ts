import { describe, expect, it } from 'vitest';
import type { UsageFigure } from '@/api/schema';
import { currencies, daysBetween, decimal, groups, moment, nanos, share, stack, tallest } from './sums';

const figure = (model: string, day: string, cost: string, more: Partial<UsageFigure> = {}): UsageFigure => ({ group: { model, day }, calls: 1, attempts: 1, failed: 0, quantities: { input_tokens: 10, output_tokens: 2, reasoning_tokens: 1 }, cost, currency: 'USD', estimatedCost: '0', doubtfulCost: '0', priceLists: [], unpriced: [], ...more });

it('adds money exactly', () => {
  expect(decimal(nanos('0.1') + nanos('0.2'))).toBe('0.3');
  expect(decimal(nanos('12345678901.000000001'))).toBe('12345678901.000000001');
  expect(decimal(nanos('-0.5'))).toBe('-0.5');
  expect(decimal(0n)).toBe('0');
});

describe('groups', () => {
  const all = groups([figure('a', '2026-11-01', '0.1'), figure('a', '2026-11-02', '0.2', { unpriced: ['calls'] }), figure('b', '2026-11-01', '1')], 'model', 'cost');
  it('stand with the largest first, each with its days', () => {
    expect(all.map(({ name, cost, calls, input, output, unpriced }) => [name, decimal(cost), calls, input, output, unpriced])).toEqual([
      ['b', '1', 1, 10, 3, []],
      ['a', '0.3', 2, 20, 6, ['calls']],
    ]);
    expect([...(all[1]?.days.keys() ?? [])]).toEqual(['2026-11-01', '2026-11-02']);
  });
  it('add up what the cache saved', () => {
    const [one] = groups([figure('a', '2026-11-01', '0', { saved: '0.001' }), figure('a', '2026-11-02', '1')], 'model', 'cost');
    expect(decimal(one?.saved ?? 0n)).toBe('0.001');
  });
  it('are told apart by currency', () => {
    expect(groups([figure('a', '2026-11-01', '1'), figure('a', '2026-11-01', '1', { currency: 'EUR' })], 'model', 'cost')).toHaveLength(2);
  });
  it('stand on each other in a bar', () => {
    const days = ['2026-11-01', '2026-11-02'];
    expect(tallest(all, days, 'cost')).toBeCloseTo(1.1);
    expect(stack(all, '2026-11-02', 'cost', 0.4)).toEqual([{ name: 'a', series: 2, percent: 50 }]);
  });
  it('beyond five are one bar', () => {
    const many = groups(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => figure(name, '2026-11-01', '1')), 'model', 'calls');
    expect(stack(many, '2026-11-01', 'calls', 6).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', '2 others']);
  });
});

it('have currencies, the one of most figures first', () => {
  const yen = { currency: 'JPY' };
  expect(currencies([figure('a', '2026-11-01', '10'), figure('b', '2026-11-01', '900', yen), figure('b', '2026-11-02', '100', yen)])).toEqual(['JPY', 'USD']);
  expect(currencies([figure('a', '2026-11-01', '1', yen), figure('a', '2026-11-01', '1')])).toEqual(['JPY', 'USD']);
});

it('have their share of all', () => {
  const [b, a] = groups([figure('a', '2026-11-01', '1'), figure('b', '2026-11-01', '3')], 'model', 'cost');
  if (a === undefined || b === undefined) throw new Error('two groups');
  expect([share(b, [a, b], 'cost'), share(a, [a, b], 'cost'), share(a, [a, b], 'tokens')]).toEqual([75, 25, 50]);
  expect(share(a, [{ ...a, cost: 0n }], 'cost')).toBe(0);
});

describe('the days', () => {
  it('are all that were asked for', () => {
    expect(daysBetween(Date.parse('2026-10-31T12:00:00Z'), Date.parse('2026-11-02T00:00:00Z'))).toEqual(['2026-10-31', '2026-11-01']);
    expect(daysBetween(0, Date.parse('2026-11-02T08:00:00Z')).length).toBeLessThanOrEqual(366);
  });
  it('are named by a day, an instant, or how long ago', () => {
    const now = Date.parse('2026-11-20T08:00:00Z');
    expect(moment('2026-11-01', now, 0)).toBe(Date.parse('2026-11-01T00:00:00Z'));
    expect(moment('24h', now, 0)).toBe(now - 86_400_000);
    expect(moment('never', now, 7)).toBe(7);
    expect(moment(undefined, now, 7)).toBe(7);
  });
});
