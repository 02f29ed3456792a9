import { expect, it } from 'vitest';
import type { ReplayResult } from '@/api/schema';
import { figures } from './figures';

const money = (amount: string) => ({ amount, currency: 'USD' });
const replayed: ReplayResult = {
  calls: 10,
  unread: 0,
  moved: 4,
  unserved: 2,
  served: 0,
  costs: [{ calls: 10, paid: money('7.9'), expected: money('2.98'), saved: money('4.92'), unknown: 0, besides: money('0') }],
  latency: { p50BeforeMs: 2100, p50Ms: 900, p95BeforeMs: 6800, unknown: 3 },
  failures: { before: 0.05, expected: 0.05, unknown: 0 },
  offers: [],
  routes: [],
  breaches: [],
};

it('a replay is told as now, then and what lies between', () => {
  const [cost, p50, p95, failed, refused] = figures(replayed);
  expect(cost).toMatchObject({ name: 'cost, USD', before: '7.90', after: '2.98', difference: '−4.92', bad: false });
  expect(p50).toMatchObject({ before: '2100 ms', after: '900 ms', difference: '−1200 ms' });
  expect(p95).toMatchObject({ before: '6800 ms', after: '–', difference: 'not known', estimated: true });
  expect(failed).toMatchObject({ before: '5.0 %', difference: '0', zero: true });
  expect(refused).toMatchObject({ before: '0', after: '2', difference: '+2', bad: true, estimated: false });
});
