import { describe, expect, it } from 'vitest';
import type { DecisionVolume } from '@/api/schema';
import { change, movedCalls, movedRuns, share } from './moved';

const volume = (found: number, failed: number, more: Partial<DecisionVolume> = {}) => ({ found, whole: true, bins: [{ from: '', total: found, failed }], facets: [], ...more }) as unknown as DecisionVolume;

describe('a change', () => {
  it.each([
    [109, 100, '+9 %'],
    [88, 100, '−12 %'],
    [14, 11, '+3'],
    [0, 3, '−3'],
    [7, 7, '0'],
    [1001, 1000, '0 %'],
    [0, 0, '–'],
    [80, 0, '+80'],
  ])('from %i of %i', (now, before, expected) => expect(change(now, before)).toBe(expected));
  it('of what is no count is a share, or nothing to compare', () => {
    expect([share(41.06, 46.9), share(2, 0), share(undefined, 3), share(5, 5)]).toEqual(['−12 %', '–', '–', '0 %']);
  });
});

it('tells calls, failures, money and time of both days, with what they were mostly of', () => {
  const now = volume(31_407, 61, { whole: false, p50Ms: 330, cost: { amount: '41.06', currency: 'USD' }, facets: [{ name: 'key', values: [{ value: 'web', calls: 30_000 }, { value: 'ci', calls: 1_407 }] }, { name: 'code', values: [{ value: 'denied', calls: 61 }] }] } as Partial<DecisionVolume>);
  expect(movedCalls(now, volume(28_940, 58)).map((row) => [row.name, row.now, row.before, row.change, row.because])).toEqual([
    ['calls', '31,407+', '28,940', '+9 %', 'web 30,000, ci 1,407'],
    ['refused or failed', '61', '58', '+5 %', 'denied 61'],
    ['spend', '41.06 USD', '0', '–', ''],
    ['median time', '330.0 ms', '–', '–', ''],
  ]);
});

it('parts two days of runs at this time yesterday', () => {
  const bin = (hour: number, total: number, failed: number) => ({ from: new Date(Date.parse('2026-11-18T10:00:00Z') + hour * 3_600_000).toISOString(), total, failed, running: 0 });
  const counts = { total: 9, byState: {}, binMs: 900_000, bins: [bin(0, 3, 1), bin(23.75, 1, 0), bin(24, 2, 2), bin(47, 3, 0)] };
  expect(movedRuns(counts)).toEqual([{ name: 'runs', now: '5', before: '4', change: '+1', because: '2 failed' }]);
});
