import { expect, it } from 'vitest';
import type { Limit } from '@/api/schema';
import { alerts } from './alerts';
import { nothing, type Group } from './sums';

const now = Date.parse('2026-11-20T08:00:00Z');
const limit = (over: Partial<Limit>): Limit => ({ kind: 'budget', id: 'budget/research/month/USD', name: 'research', scope: 'tenant', period: 'month', unit: 'USD', cap: '130', settled: '107', held: '0', unsettled: '0', used: '107', left: '23', thresholds: [], ...over });
const group = (over: Partial<Group>): Group => ({ ...nothing, name: 'gpt-oss', currency: 'USD', days: new Map(), unpriced: [], calls: 1204, ...over });
const told = (...args: Parameters<typeof alerts>) => alerts(...args).map(({ title, detail, place }) => [title, detail, place]);

it('tells which budgets end before their window does', () => {
  const ahead = limit({ forecast: { used: '143', method: 'linear', capReachedAt: '2026-11-26T12:00:00Z' } });
  expect(told([ahead, limit({ forecast: { used: '120', method: 'linear' } })], [], 'model', undefined, now)).toEqual([['research reaches its cap on 26 Nov', 'Then its calls are refused with budget_exhausted.', 'limits']]);
  expect(told([limit({ forecast: { used: '143', method: 'linear', capReachedAt: '2026-11-19T12:00:00Z' } })], [], 'model', undefined, now)[0]?.[0]).toBe('research is used up');
});

it('tells of each budget the last threshold that is reached', () => {
  const thresholds = [{ at: '50%', act: 'notify', reached: true }, { at: '80%', act: 'local', reached: true }, { at: '90%', act: 'block', reached: false }];
  expect(told([limit({ thresholds })], [], 'model', undefined, now)).toEqual([['research is beyond 80%', 'Of its month: only local offers answer.', 'limits']]);
});

it('tells what has no price, and the day that stands out', () => {
  expect(told([], [group({ unpriced: ['input_tokens', 'output_tokens'] }), group({ name: 'paid' }), group({ name: '', unpriced: ['images'] })], 'route', { day: '2026-11-17', name: 'night', used: 42, usual: 4 }, now)).toEqual([
    ['gpt-oss has no price for input tokens and output tokens', 'They count as 0 USD in 1,204 calls.', 'providers'],
    ['What has no route has no price for images', 'They count as 0 USD in 1,204 calls.', 'providers'],
    ['night stands out on 17 Nov', '11 times its usual.', 'day'],
  ]);
});

it('tells nothing where all is well', () => expect(told([limit({})], [group({})], 'model', undefined, now)).toEqual([]));
