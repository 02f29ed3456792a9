import { expect, it } from 'vitest';
import { freeName, inField, shownAs, takenNames, typedAs, valueAt } from './values';

it('reads a value at its path', () => {
  const value = { spec: { steps: [{ id: 'a', with: { text: 'x' } }] } };
  expect(valueAt(value, 'spec.steps[0].with.text')).toBe('x');
  expect(valueAt(value, 'spec.steps[3].with')).toBeUndefined();
});

it('shows each value as text that is parsed back to it', () => {
  const field = { input: 'value' } as const;
  for (const value of ['word', '${a.b}', '5', 'true', '{', '', '"x"', 5, 0.5, true, null, ['a'], { a: 'x' }, '${a} and {b}']) {
    expect(typedAs(field, shownAs(value))).toEqual(value);
  }
  expect(typedAs(field, '  ')).toBeUndefined();
});

it('takes the text of a text as it stands', () => {
  const field = { input: 'text' } as const;
  expect(typedAs(field, '5')).toBe('5');
  expect(inField(field, '5')).toBe('5');
  expect(typedAs({ input: 'number' }, '5')).toBe(5);
  expect(typedAs({ input: 'number' }, '${input.n}')).toBe('${input.n}');
});

it('finds names that are free', () => {
  const taken = takenNames({ spec: { steps: [{ id: 'call', as: 'item', steps: [{ id: 'call_2' }] }] } });
  expect(freeName(taken, 'wait')).toBe('wait');
  expect(freeName(taken, 'call')).toBe('call_3');
  expect(freeName(taken, 'loop')).toBe('loop_2');
  expect(freeName(taken, 'text.pii.mask')).toBe('text_pii_mask');
});
