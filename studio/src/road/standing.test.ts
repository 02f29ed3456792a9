import { describe, expect, it } from 'vitest';
import type { Decision, DecisionSummary } from '@/api/schema';
import { standings, told } from './standing';
import { stages } from './stages';

const wire = stages.map((s) => s.replace(',', ''));
const road = (over: Record<string, DecisionSummary['road'][0]['verdict']>): DecisionSummary['road'] => wire.map((stage) => ({ stage, verdict: over[stage] ?? 'done' }));

describe('the stations of a decision', () => {
  it('are twelve, in the road’s order', () => expect(standings(road({}))).toEqual(Array(12).fill('decided')));

  it('are idle where there was nothing to decide', () => {
    const at = standings(road({ cache: 'skipped', 'policy pre': 'skipped' }));
    expect(at[stages.indexOf('cache')]).toBe('idle');
    expect(at[stages.indexOf('policy, pre')]).toBe('idle');
  });

  it('end at a stop: nothing behind it was travelled', () => {
    const at = standings(road({ route: 'stopped' }));
    expect(at.slice(5, 9)).toEqual(['decided', 'stopped', 'ahead', 'ahead']);
  });

  it('still count a failover as decided', () => expect(standings(road({ attempt: 'failover' }))[8]).toBe('decided'));

  it('stand ahead where the server says nothing', () => expect(standings([])).toEqual(Array(12).fill('ahead')));
});

describe('what the stages say', () => {
  const decision = (said: Decision['stages'], points = road({})) => ({ stages: said, road: points }) as Decision;

  it('keeps verdict, reason and own cost', () => {
    const [first] = told(decision([{ stage: 'authenticate', us: 3.1, verdict: 'known', reason: 'By key.', decided: true }]));
    expect(first).toEqual({ name: 'authenticate', standing: 'decided', ms: 0.0031, verdict: 'known', reason: 'By key.' });
  });

  it('shows a stage without a word as not reached', () => {
    expect(told(decision([])).map((s) => s.verdict)).toEqual(Array(12).fill('not reached'));
  });

  it('takes an undecided stage as idle', () => {
    const said = [{ stage: 'policy pre', us: 0.2, verdict: 'nothing to decide', reason: '', decided: false }];
    expect(told(decision(said))[4]?.standing).toBe('idle');
  });
});
