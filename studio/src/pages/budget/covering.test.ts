import { describe, expect, it } from 'vitest';
import type { Limit, Resource } from '@/api/schema';
import { above, covering, owners, stopsFirst } from './covering';

const resource = (kind: string, id: string, spec: Record<string, unknown>): Resource => ({ kind, id, version: 1, spec, appliedAt: '2026-11-20T08:00:00Z' });
const over = above([resource('team', 'claims', { parent: 'house' }), resource('team', 'house', {}), resource('project', 'checkout', { parent: 'claims' })]);
const limit = (scope: string, left = '1'): Limit => ({ id: `budget/${scope}`, name: scope, kind: 'budget', period: 'day', scope, unit: 'USD', cap: '10', settled: '0', held: '0', unsettled: '0', used: '0', left, thresholds: [] });
const scopes = (limits: readonly Limit[]) => limits.map(({ scope }) => scope);
const key = { id: 'key_1', owner: 'project/checkout', holder: 'ada', labels: { app: 'shop', query: 'a=b' } };

describe('who stands above an owner', () => {
  it('is told from the outermost on', () => expect(owners('project/checkout', over)).toEqual(['team/house', 'team/claims', 'project/checkout']));
  it('is nobody for a key of the tenant', () => expect(owners(undefined, over)).toEqual([]));
  it('ends where a circle began', () => expect(owners('team/a', new Map([['team/a', 'team/b'], ['team/b', 'team/a']]))).toEqual(['team/b', 'team/a']));
});

describe('the limits over a key', () => {
  it('stand as a call passes them', () => {
    const all = ['key key_1', 'user ada', 'label app=shop', 'project checkout', 'team claims', 'team house', 'tenant'].map((scope) => limit(scope));
    expect(scopes(covering(key, all, over))).toEqual(['tenant', 'team house', 'team claims', 'project checkout', 'user ada', 'label app=shop', 'key key_1']);
  });

  it('are none of others, and none that count only some of its calls', () => {
    const all = ['key key_2', 'user bob', 'label app=till', 'label other=shop', 'project other', 'team other', 'model gpt-4o', 'key key_1, model gpt-4o'].map((scope) => limit(scope));
    expect(covering(key, all, over)).toEqual([]);
  });

  it('hold in every part of their scope', () => {
    expect(scopes(covering(key, [limit('team claims, label app=shop'), limit('team claims, label app=till'), limit('label query=a=b')], over))).toEqual(['team claims, label app=shop', 'label query=a=b']);
  });
});

it('knows which budget stops calls first', () => {
  expect(stopsFirst([limit('tenant', '9.5'), limit('team a', '0.75'), limit('key key_1', '2')])?.scope).toBe('team a');
  expect(stopsFirst([])).toBeUndefined();
});
