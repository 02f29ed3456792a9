import { expect, it } from 'vitest';
import { conditions, raised, setPart, withCondition, withDemand, without, withOffer, withoutCondition } from './form';
import type { RouteSpec } from './words';

const spec: RouteSpec = { priority: 40, when: { model: 'support', labels: { team: 'claims', 'a.b': 'c' }, budget: { month: '80%' } }, require: [{ region: 'eu' }], use: ['a/x', 'b/y'], cache: { exact: '1h' } };

it('names each condition, and takes away the one that is meant', () => {
  expect(conditions(spec).map(({ key, words }) => [key, words])).toEqual([
    ['model', 'model is `support`'],
    ['labels.team', 'label `team` is `claims`'],
    ['labels.a.b', 'label `a.b` is `c`'],
    ['budget.month', '80% of `month` is used'],
  ]);
  expect(withoutCondition(spec, 'labels.a.b').when).toEqual({ model: 'support', labels: { team: 'claims' }, budget: { month: '80%' } });
  expect(withoutCondition(spec, 'budget.month').when).toEqual({ model: 'support', labels: spec.when?.labels });
  expect(conditions({})).toEqual([]);
});

it('leaves out what is empty and keeps what it does not show', () => {
  const bare = withoutCondition({ when: { model: 'support' }, cache: { exact: '1h' } }, 'model');
  expect(bare).toEqual({ cache: { exact: '1h' } });
  expect(setPart(spec, 'use', [])).toEqual({ ...spec, use: undefined });
  expect(Object.keys(setPart(spec, 'use', []))).toEqual(['priority', 'when', 'require', 'cache']);
});

it('adds a condition, a label with its value or for any', () => {
  expect(withCondition(spec, 'model', ' other ').when?.model).toBe('other');
  expect(withCondition({}, 'label', 'team = a=b').when).toEqual({ labels: { team: 'a=b' } });
  expect(withCondition({}, 'label', 'tag').when).toEqual({ labels: { tag: '?*' } });
});

it('adds a demand, numbers as numbers', () => {
  expect(withDemand(spec, 'context', '200000').require).toEqual([{ region: 'eu' }, { context: 200000 }]);
  expect(withDemand({}, 'price', '5.00').require).toEqual([{ price: '5.00' }]);
});

it('orders offers, and takes none twice', () => {
  expect(raised(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b']);
  expect(raised(['a', 'b'], 0)).toEqual(['a', 'b']);
  expect(without(['a', 'b', 'c'], 1)).toEqual(['a', 'c']);
  expect(withOffer(['a/x'], ' b/y ')).toEqual(['a/x', 'b/y']);
  expect(withOffer(['a/x'], 'a/x')).toEqual(['a/x']);
  expect(withOffer(['a/x'], ' ')).toEqual(['a/x']);
});
