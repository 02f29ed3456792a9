import { expect, it } from 'vitest';
import { stringifyExact } from '@/api/exact';
import type { CaseReport } from '@/api/schema';
import { armWords, drafted, flaws, fresh, nothingRan, outcomeOf, partsOf, placed, valueWords, withoutCase, withReport } from './cases';

const report = (...cases: [string, 'passed' | 'failed' | 'broken'][]): CaseReport => ({ workflow: 'refund', version: 3, passed: 0, failed: 0, broken: 0, cases: cases.map(([name, outcome]) => ({ name, outcome, differences: [] })), arms: 4, untaken: [] });
const words = (ran: typeof nothingRan) => ['a', 'b'].map((name) => outcomeOf(ran.verdicts.get(name)).word);

it('keeps how each case came out last, and the figures of all until one is changed', () => {
  const all = withReport(nothingRan, report(['a', 'passed'], ['b', 'failed']), true);
  expect(words(all)).toEqual(['passed', 'failed']);
  const again = withReport(all, report(['b', 'broken']), false);
  expect(words(again)).toEqual(['passed', 'broken']);
  expect(again.whole).toBe(all.whole);
  const changed = withoutCase(again, 'a');
  expect(words(changed)).toEqual(['not run', 'broken']);
  expect(changed.whole).toBeUndefined();
  expect(words(withReport(again, report(['a', 'passed']), true))).toEqual(['passed', 'not run']);
});

it.each([
  [{ step: 's', kind: 'branch' as const, arm: 0, when: 'x > 1' }, 'arm 1, x > 1'],
  [{ step: 's', kind: 'branch' as const, arm: 1 }, 'arm 2, else'],
  [{ step: 's', kind: 'catch' as const, arm: 0 }, 'handler 1'],
  [{ step: 's', kind: 'run' as const, when: 'ready' }, 'runs, ready holds'],
  [{ step: 's', kind: 'skip' as const, when: 'ready' }, 'is skipped, ready does not hold'],
])('tells an arm in words: %o', (arm, said) => expect(armWords(arm)).toBe(said));

it('tells of a value, and of none', () => expect([valueWords({ a: 1 }), valueWords(null), valueWords(undefined)]).toEqual(['{"a":1}', 'null', 'nothing']));

it('finds what is wrong before it is sent, field by field', () => {
  expect(flaws({ ...fresh, name: 'late' }, ['other'])).toEqual({});
  expect(Object.keys(flaws({ name: 'No', input: '[]', run: 'x', pins: '{"a": {"output": 1, "failure": {}}}', expects: '{"output": 1, "failure": {}}' }, []))).toEqual(['name', 'input', 'run', 'pins', 'expects']);
  expect(flaws({ ...fresh, name: 'late' }, ['late']).name).toContain('of that name');
});

it('sends what is written, each whole number of it exact', () => {
  const draft = { ...fresh, input: '{"id": 12345678901234567890}' };
  expect(stringifyExact(partsOf(draft))).toBe('{"input":{"id":12345678901234567890},"run":{},"pins":{},"expects":{}}');
  const kept = { workflow: 'refund', name: 'late', content: { input: { a: 1 }, run: {}, pins: { b: { output: 2 } }, expects: {} }, by: 'ann', at: '2026-11-20T09:00:00Z' };
  expect(partsOf(drafted(kept))).toEqual(kept.content);
});

it('places what the server says at the fields of the form', () =>
  expect(placed({ 'pins.file.failure.code': 'is none', 'pins.b': 'is no pin', 'expects.output': 'x', other: 'y' })).toEqual({ pins: 'pins.file.failure.code: is none. pins.b: is no pin', expects: 'expects.output: x' }));
