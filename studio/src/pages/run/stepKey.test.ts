import { expect, it } from 'vitest';
import type { Run } from '@/api/schema';
import { beside, isManyOf, itemOf, pathOf, roundOf } from './stepKey';

it('tells a step from one of its instances', () => {
  expect(isManyOf('triage[].classify')).toBe(true);
  expect(isManyOf('triage[17].classify')).toBe(false);
  expect(isManyOf('summary')).toBe(false);
});

it('finds the step and the item', () => {
  expect(pathOf('a[1].b[20].c')).toBe('a[].b[].c');
  expect(itemOf('a[1].b[20].c')).toBe(20);
  expect(itemOf('summary')).toBeUndefined();
});

it.each([
  ['triage[17].classify', 1, 'triage[18].classify'],
  ['triage[17].classify', -1, 'triage[16].classify'],
  ['a[1].b[1].c', 1, 'a[1].b[2].c'],
  ['triage[0].classify', -1, undefined],
  ['triage[501].classify', 1, undefined],
  ['summary', 1, undefined],
])('beside %s by %d stands %s', (key, by, next) => expect(beside(key, by, 502)).toBe(next));

it('knows the round of a step by any of its instances', () => {
  const run = { steps: [{ path: 't[].a', round: 2 }, { path: 'b' }] } as unknown as Run;
  expect([roundOf(run, 't[7].a'), roundOf(run, 'b'), roundOf(run, 'c')]).toEqual([2, 0, 0]);
});
