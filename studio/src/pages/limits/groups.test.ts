import { describe, expect, it } from 'vitest';
import type { Limit } from '@/api/schema';
import { groups } from './groups';

const limit = (id: string, kind: 'budget' | 'quota', period: string): Limit => ({ id: `${kind}/${id}/${period}`, name: id, kind, period, scope: 'tenant', unit: 'calls', cap: '10', settled: '0', held: '0', unsettled: '0', used: '0', left: '10', thresholds: [] });

describe('limits', () => {
  it('stand by what they count, rates apart from counts of the same quota', () => {
    const found = groups([limit('a', 'budget', 'day'), limit('b', 'quota', 'hour'), limit('b', 'quota', 'parallel')]);
    expect(found.map(({ name, limits }) => [name, limits.map((one) => one.name)])).toEqual([
      ['budget', ['a']],
      ['quota', ['b']],
      ['rate', ['b']],
    ]);
  });

  it('leave out what there is none of', () => {
    expect(groups([limit('b', 'quota', 'hour')]).map((group) => group.name)).toEqual(['quota']);
  });
});
