import { describe, expect, it } from 'vitest';
import type { Key, Limit } from '@/api/schema';
import { lastUsedFirst, modelWords, ownBudget, ownRates, standing, tally } from './keys';

const now = Date.parse('2026-11-20T08:00:00Z');
const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
const key = (more: Partial<Key> = {}): Key => ({ id: 'key_1', name: 'shop', roles: [], allow: ['ai.*'], deny: [], labels: {}, created: at(-48), lastUsed: at(-1), ...more });
const limit = (more: Partial<Limit> = {}): Limit => ({ id: 'b', name: 'b', kind: 'budget', period: 'day', scope: 'key key_1', unit: 'USD', cap: '10', settled: '0', held: '0', unsettled: '0', used: '0', left: '10', resetsAt: at(16), thresholds: [], ...more });
const of = (more: Partial<Key>, limits: Limit[] = []) => standing(key(more), limits, new Map(), now);

describe('how a key stands', () => {
  it('goes by what stops it first', () => {
    expect(of({})).toBe('live');
    expect(of({ lastUsed: undefined } as unknown as Partial<Key>)).toBe('not used');
    expect(of({ expires: at(24) })).toBe('expiring');
    expect(of({ expires: at(24 * 30) })).toBe('live');
    expect(of({ former: { until: at(2) } })).toBe('rotating');
    expect(of({ former: { until: at(-2) } })).toBe('live');
    expect(of({ expires: at(-1) })).toBe('ended');
    expect(of({ expires: at(-1), revoked: at(-2) })).toBe('revoked');
  });

  it('is refused where a limit over it has nothing left, but not for a rate that is full right now', () => {
    expect(of({}, [limit({ left: '0' })])).toBe('refused');
    expect(of({}, [limit({ scope: 'key key_2', left: '0' })])).toBe('live');
    const rate = limit({ kind: 'quota', period: 'parallel', unit: 'calls', left: '0' });
    delete rate.resetsAt;
    expect(of({}, [rate])).toBe('live');
  });

  it('is added up in one order', () => {
    expect(tally(['revoked', 'live', 'expiring', 'live'])).toBe('2 live, 1 expiring, 1 revoked');
  });
});

it('lists keys by their last use, what never was used after, what is revoked at the end', () => {
  const never = key({ id: 'key_5' });
  delete never.lastUsed;
  const keys = [key({ id: 'key_2', revoked: at(-1), lastUsed: at(0) }), never, key({ id: 'key_3', lastUsed: at(-9) }), key({ id: 'key_4' })];
  expect(lastUsedFirst(keys).map(({ id }) => id)).toEqual(['key_4', 'key_3', 'key_5', 'key_2']);
});

it('says which models a key may use', () => {
  expect(modelWords(key())).toBe('any model');
  expect(modelWords(key({ models: ['fast'] }))).toBe('fast');
  expect(modelWords(key({ models: ['a', 'b'] }))).toBe('2 models');
});

describe('the limits of a key alone', () => {
  it('are its budget that stops first', () => {
    expect(ownBudget(key(), [limit(), limit({ period: 'month', left: '2' }), limit({ scope: 'tenant', left: '1' })])?.period).toBe('month');
    expect(ownBudget(key(), [])).toBeUndefined();
  });

  it('are its rates, in one order', () => {
    const rate = (period: string, unit: string, cap: string) => limit({ kind: 'quota', period, unit, cap });
    expect(ownRates(key(), [rate('parallel', 'calls', '4'), rate('minute', 'tokens', '9')])).toEqual([undefined, '9', '4']);
    expect(ownRates(key(), [limit()])).toEqual([]);
  });
});
