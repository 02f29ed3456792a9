import { expect, it } from 'vitest';
import type { DecisionSummary } from '@/api/schema';
import { roadOf } from './road';

type Call = Parameters<typeof roadOf>[0][number];
const call = (verdicts: Record<string, string>, more: Partial<Call> = {}): Call => ({ road: Object.entries(verdicts).map(([stage, verdict]) => ({ stage, verdict })) as DecisionSummary['road'], failover: false, principal: 'web', ...more });
const at = (calls: readonly Call[], name: string) => roadOf(calls).find((stage) => stage.name === name);

it('has all twelve stages ahead without a call', () => {
  expect(roadOf([]).map(({ standing, verdict }) => `${standing}${verdict}`)).toEqual(Array.from({ length: 12 }, () => 'ahead'));
});

it('tells what the calls met together', () => {
  const calls = [call({ authenticate: 'done', 'policy pre': 'stopped' }), call({ authenticate: 'done', 'policy pre': 'done', cache: 'skipped', route: 'done', attempt: 'done' }, { failover: true, principal: 'ci', route: 'triage' })];
  expect(at(calls, 'authenticate')).toMatchObject({ standing: 'decided', verdict: '2 callers' });
  expect(at(calls, 'policy, pre')).toMatchObject({ standing: 'decided', verdict: '1 of 2 stopped' });
  expect(at(calls, 'cache')).toMatchObject({ standing: 'idle', verdict: 'nothing to decide' });
  expect(at(calls, 'route')).toMatchObject({ verdict: '1 route' });
  expect(at(calls, 'attempt')).toMatchObject({ verdict: '1 failed over' });
  expect(at(calls, 'settle')).toMatchObject({ standing: 'ahead', verdict: '' });
});
