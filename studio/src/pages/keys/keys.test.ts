import { describe, expect, it } from 'vitest';
import type { Key, Limit } from '@/api/schema';
import { budgetOf, lastUsedFirst, modelWords, ratesOf, sharedWith, standing, tally } from './keys';

const now = Date.parse('2026-11-20T08:00:00Z');
const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
const key = (more: Partial<Key> = {}): Key => ({ id: 'key_1', name: 'shop', roles: [], allow: ['ai.*'], deny: [], labels: {}, version: 'a1', created: at(-48), lastUsed: at(-1), ...more });
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

describe('the limits that a row of a key tells', () => {
  const over = new Map([['project/checkout', 'team/shop']]);
  const rate = (period: string, unit: string, cap: string, scope = 'key key_1') => limit({ kind: 'quota', period, unit, cap, scope });
  const caps = (of: Partial<Key>, limits: Limit[]) => ratesOf(key(of), limits, over).map((one) => one?.cap);

  it('are its own budget that stops first', () => {
    expect(budgetOf(key(), [limit(), limit({ period: 'month', left: '2' }), limit({ scope: 'tenant', left: '1' })], over)?.period).toBe('month');
    expect(budgetOf(key(), [limit({ scope: 'tenant' })], over)).toBeUndefined();
  });

  it('are those of its owner, the nearest first, where it has none of its own', () => {
    const teams = limit({ scope: 'team shop', cap: '90' });
    const projects = limit({ scope: 'project checkout', cap: '20' });
    const found = budgetOf(key({ owner: 'project/checkout' }), [projects, teams], over);
    expect(found?.cap).toBe('20');
    expect(found && sharedWith(key(), found)).toBe('project checkout');
    expect(budgetOf(key({ owner: 'project/checkout' }), [teams, projects, limit({ cap: '5' })], over)?.cap).toBe('5');
    expect(budgetOf(key({ owner: 'team/other' }), [teams], over)).toBeUndefined();
  });

  it('are its rates, in one order, each the nearest', () => {
    expect(caps({}, [rate('parallel', 'calls', '4'), rate('minute', 'tokens', '9')])).toEqual([undefined, '9', '4']);
    expect(caps({ owner: 'project/checkout' }, [rate('minute', 'calls', '60'), rate('minute', 'calls', '120', 'team shop'), rate('parallel', 'calls', '12', 'team shop')])).toEqual(['60', undefined, '12']);
    expect(caps({}, [limit()])).toEqual([]);
    expect(sharedWith(key(), limit())).toBeUndefined();
  });
});
