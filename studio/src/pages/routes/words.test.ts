import { describe, expect, it } from 'vitest';
import { answerWords, elseWords, example, inOrder, requireWords, rolloutWords, shares, whenWords } from './words';

describe('a route in words', () => {
  it('says which calls it is for', () => {
    expect(whenWords({ capability: 'ai.chat.*', labels: { team: 'claims', sample: '?*' }, dataClass: ['personal', 'secret'] })).toEqual([
      'capability is `ai.chat.*`',
      'label `team` is `claims`',
      'label `sample` is set',
      'data is personal or secret',
    ]);
    expect(whenWords({ input: { atLeast: 4000 }, time: { from: '22:00', to: '05:00', days: ['mon', 'fri'] }, budget: { daily: '80%' } })).toEqual([
      'input is at least 4,000 tokens',
      'it is 22:00 to 05:00 on mon, fri, UTC',
      '80% of `daily` is used',
    ]);
    expect(whenWords(undefined)).toEqual([]);
  });

  it('says what an offer must be', () => {
    expect(requireWords([{ privacy: 'local' }, { ability: 'tools' }, { context: 200_000 }, { price: '5.00' }, { residency: ['eu', 'ch'] }, { regime: { label: 'law' } }, 'provider.grade == "V3"'])).toEqual([
      'runs here',
      'tools',
      '200,000 tokens of room',
      'at most 5.00 a million',
      'residency eu, ch',
      'regime as label law says',
      '`provider.grade == "V3"`',
    ]);
  });

  it('says who answers, and who else', () => {
    expect(answerWords({ use: ['a/b'] })).toBe('`a/b`');
    expect(answerWords({ use: ['a', 'b', 'c'], strategy: 'cheapest' })).toBe('cheapest of `a`, `b` and `c`');
    expect(answerWords({ use: ['openai/gpt', 'anthropic/claude'], strategy: 'weighted', weights: { 'openai/gpt': 3, anthropic: 1 } })).toBe('75 % `openai/gpt`, 25 % `anthropic/claude`');
    expect(answerWords({})).toBe('every provider of the kind');
    expect(elseWords(['a', { mark: 'recorded' }])).toBe('a, any with mark recorded');
    expect(elseWords()).toBe('refused');
  });

  it('knows a share only where the strategy goes by weights', () => {
    expect(shares(['a', 'b'], 'smooth_weighted', { a: 4 })).toEqual([0.8, 0.2]);
    expect(shares(['a', 'b'], 'cheapest', { a: 4 })).toEqual([]);
  });

  it('says when a rollout goes back', () => {
    expect(rolloutWords({ to: ['x'], steps: ['5%'], every: '1h', stopAt: { failures: '2%', latency: 1.5 } })).toBe(
      'each step lasts at least 1h and 50 attempts; failed at most 2 % and latency at most 1.5 times the old, else all calls go back',
    );
  });
});

it('routes stand in the order in which a call meets them', () => {
  const route = (id: string, priority?: number) => ({ id, spec: priority === undefined ? {} : { priority } });
  expect(inOrder([route('b'), route('low', -1), route('a'), route('top', 9)]).map(({ id }) => id)).toEqual(['top', 'a', 'b', 'low']);
});

it('an example is matched by its glob', () => {
  expect(example('?*')).toBe('x');
  expect(example('gpt-*')).toBe('gpt-');
});
