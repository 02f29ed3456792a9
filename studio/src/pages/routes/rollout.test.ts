import { describe, expect, it } from 'vitest';
import type { Rollout } from '@/api/schema';
import { ahead, compared, copyWords, plain, seconds, sentence, stations } from './rollout';

const at = (over: Partial<Rollout> = {}): Rollout => ({
  route: 'quick',
  version: 3,
  state: 'running',
  since: '2026-11-22T10:00:00Z',
  to: ['b'],
  steps: [0.05, 0.25, 1],
  step: 2,
  share: 0.25,
  stepSeconds: 1800,
  judged: 40,
  calls: 50,
  currency: 'USD',
  fresh: { attempts: 120, failed: 3, meanMs: 300, meanCost: '0.002' },
  old: { attempts: 2000, failed: 10, meanMs: 150, meanCost: '0.004' },
  ...over,
});

describe('the steps of a rollout', () => {
  it('stand as a road: left, here with what is done of the way, ahead', () => {
    expect(stations(at(), '1h')).toEqual([
      { share: 0.05, state: 'done', way: 1 },
      { share: 0.25, state: 'here', way: 0.5 },
      { share: 1, state: 'ahead', way: 0 },
    ]);
  });
  it('are as far as the one that takes longer, time or attempts', () => {
    const way = (over: Partial<Rollout>) => stations(at(over), '1h')[1]?.way;
    expect([way({ judged: 10 }), way({ judged: 500, stepSeconds: 7200 }), way({ judged: 0 })]).toEqual([0.2, 1, 0]);
  });
  it('end where all calls went back', () => {
    expect(stations(at({ stopped: 'too slow', share: 0 }), '1h').map(({ state }) => state)).toEqual(['done', 'back', 'ahead']);
  });
});

it.each([
  ['1h', 3600],
  ['90s', 90],
  ['1h30m', 5400],
  ['2d', 172_800],
  ['500ms', 0],
])('reads %s as %i seconds', (text, is) => {
  expect(seconds(text)).toBe(is);
});

describe('both sides of a rollout', () => {
  it('stand beside their bounds, and what is beyond one is told', () => {
    expect(compared(at(), { stopAt: { failures: '2%', latency: 1.5, cost: 1.2 } })).toEqual([
      { name: 'attempts that ended', old: '2,000', fresh: '120', beyond: false },
      { name: 'failed', old: '0.5 %', fresh: '2.5 %', bound: 'at most 2 %', beyond: true },
      { name: 'mean latency', old: '150 ms', fresh: '300 ms', bound: 'at most 1.5 times', beyond: true },
      { name: 'mean cost, USD', old: '0.0040', fresh: '0.0020', bound: 'at most 1.2 times', beyond: false },
    ]);
  });
  it('have no figure before there is one, and no bound that nobody set', () => {
    const unpaid = at({ fresh: { attempts: 0, failed: 0 }, old: { attempts: 0, failed: 0 } });
    delete unpaid.currency;
    expect(compared(unpaid, { stopAt: {} }).map(({ name, old, fresh, bound, beyond }) => [name, old, fresh, bound, beyond])).toEqual([
      ['attempts that ended', '0', '0', undefined, false],
      ['failed', '–', '–', undefined, false],
      ['mean latency', '–', '–', undefined, false],
      ['mean cost', '–', '–', undefined, false],
    ]);
  });
});

it('says of copies only what is known', () => {
  expect(copyWords({ share: 0.02, made: 3, answered: 2, compared: 0, agreed: 0 })).toEqual(['3 copies, 2 answered']);
  expect(copyWords({ share: 0.02, made: 30, answered: 29, compared: 28, agreed: 27, likeness: 0.953 })).toEqual(['30 copies, 29 answered', '27 of 28 answers that could be compared count as the same', 'likeness 0.95 in the mean']);
});

it('writes a share without needless places', () => {
  expect([0.05, 1, 0.003, 0].map(plain)).toEqual(['5 %', '100 %', '0.3 %', '0 %']);
});

it('knows the step that comes next', () => {
  expect(ahead(at())).toEqual({ to: 3, share: 1 });
  expect(ahead(at({ step: 3 }))).toBeUndefined();
  expect(ahead(at({ stopped: 'too slow' }))).toBeUndefined();
});

it('ends a sentence once', () => {
  expect([sentence('wrong tone'), sentence('Wait!')]).toEqual(['wrong tone.', 'Wait!']);
});
