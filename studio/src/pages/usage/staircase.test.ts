import { describe, expect, it } from 'vitest';
import type { SavingStep } from '@/api/schema';
import { changeWords, deedWords, fork, leftOutWords, ruleWords, shareWords, slower, stairs, worthWords } from './staircase';

const step = (change: string, more: Partial<SavingStep> = {}): SavingStep => ({ kind: 'route', rule: 'r', offers: [], calls: 2, before: '0', after: '0', change, besides: '0', ...more });

describe('the stairs', () => {
  it('begin at the baseline and end at what was settled', () => {
    const drawn = stairs({ before: '100', steps: [step('-60'), step('-15'), step('5')] });
    expect(drawn.baseline).toBe(100);
    expect(drawn.steps).toEqual([
      { left: 40, width: 60, end: 40, dearer: false },
      { left: 25, width: 15, end: 25, dearer: false },
      { left: 25, width: 5, end: 30, dearer: true },
    ]);
    expect(drawn.settled).toBe(30);
  });
  it('are as wide as they get where a rule costs more than all', () => {
    const drawn = stairs({ before: '50', steps: [step('50')] });
    expect([drawn.baseline, drawn.settled]).toEqual([50, 100]);
  });
  it('are nothing where nothing was paid', () => {
    expect(stairs({ before: '0', steps: [step('0')] })).toEqual({ baseline: 0, steps: [{ left: 0, width: 0, end: 0, dearer: false }], settled: 0 });
  });
});

it('the fork adds the days up, with a gap where there was no call', () => {
  const drawn = fork(
    [
      { day: '2026-11-01', before: '10', after: '5' },
      { day: '2026-11-03', before: '10', after: '0' },
    ],
    90,
    100,
  );
  expect(drawn).toEqual({ before: '0,100 30,50 90,0', after: '0,100 30,75 90,75', ends: { before: 0, after: 75 } });
});

it('the share of the baseline is said with its direction', () => {
  expect(shareWords({ before: '4362', saved: '2957.05' })).toBe('67.8 % less than the baseline');
  expect(shareWords({ before: '10', saved: '-1' })).toBe('10.0 % more than the baseline');
  expect(shareWords({ before: '0', saved: '0' })).toBe('as much as the baseline');
});

it('changes and durations carry their sign', () => {
  expect([changeWords('-1543.21'), changeWords('104.79'), changeWords('-0.00045'), changeWords('0')]).toEqual(['− 1,543.21', '+ 104.79', '− 0.00045', '0']);
  expect([slower(1700, 1400), slower(500, 1500), slower(undefined, 1), slower(1, undefined)]).toEqual(['+300 ms', '−1.0 s', undefined, undefined]);
});

it('a rule says what it is and what it did', () => {
  const offers = [
    { offer: 'a/m', calls: 3 },
    { offer: 'b/m', calls: 1 },
  ];
  expect([ruleWords({ kind: 'direct' }), ruleWords({ kind: 'service', rule: 'flex' }), ruleWords({ kind: 'route', rule: 'bulk' })]).toEqual(['no route', 'class of service flex', 'bulk']);
  expect(deedWords(step('0', { strategy: 'least_latency', offers }))).toBe('least latency: a/m and 1 more');
  expect(deedWords(step('0', { offers: offers.slice(0, 1) }))).toBe('a/m');
  expect(deedWords(step('0', { kind: 'cache', calls: 1 }))).toBe('1 equal call');
});

it('what answers were worth is told where somebody said so', () => {
  const scores = { calls: 100, mean: 0.8, deviation: 0.4 };
  expect(worthWords(step('0', { scores }), { calls: 100, mean: 0.9, deviation: 0.3 })).toEqual({ said: '−10.0 pt', more: '± 9.8, n 100' });
  expect(worthWords(step('0', { scores }), undefined)).toEqual({ said: 'scored 0.80', more: 'n 100' });
  expect(worthWords(step('0'), scores)).toEqual({ said: 'not measured' });
  expect(worthWords(step('0', { kind: 'cache' }), scores)).toEqual({ said: 'the same bytes' });
});

it('what is left out is named, with what it cost', () => {
  const leftOut = [
    { reason: 'unable', currency: 'USD', calls: 2, cost: '5.77', what: ['ai.embedding.create'] },
    { reason: 'origin_not_kept', currency: 'USD', calls: 1, cost: '0', what: [] },
  ];
  expect(leftOutWords({ leftOut })).toEqual(['2 calls that the baseline could not have answered (ai.embedding.create), for 5.77 USD', '1 call given the answer of a call that is no longer kept']);
});
