// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { replaced, replacedWords } from './useApply';

const checked = {
  applied: [
    { kind: 'provider', id: 'large', version: 4, changed: true, notes: [] },
    { kind: 'route', id: 'main', version: 8, changed: true, notes: [] },
    { kind: 'route', id: 'added', version: 1, changed: true, notes: [] },
    { kind: 'route', id: 'same', version: 3, changed: false, notes: [] },
  ],
};
const large = { kind: 'provider', id: 'large', version: 3 };

it('tells what a text takes the place of, and not what is new or stays', () => {
  expect(replaced(checked)).toEqual([large, { kind: 'route', id: 'main', version: 7 }]);
});

it('leaves out the version that the draft was begun on', () => {
  expect(replaced(checked, { id: 'main', version: 7 })).toEqual([large]);
  expect(replaced(checked, { id: 'main', version: 6 })).toHaveLength(2);
  expect(replaced(checked, { id: 'large', version: 3 })).toHaveLength(2);
});

it('says it in words', () => {
  expect(replacedWords(replaced(checked))).toBe('v3 of provider large and 1 other');
  expect(replacedWords(replaced(checked, { id: 'main', version: 7 }))).toBe('v3 of provider large');
  expect(replacedWords([])).toBe('');
});
