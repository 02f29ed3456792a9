import { expect, it } from 'vitest';
import { followed } from './useArranging';

const value = { spec: { steps: [{ id: 'a' }, { id: 'b' }, { id: 'c', after: 'a', steps: [{ id: 'd' }] }] } };
const paths = new Map([
  ['a', 'spec.steps[0]'],
  ['b', 'spec.steps[1]'],
  ['c', 'spec.steps[2]'],
  ['d', 'spec.steps[2].steps[0]'],
]);

it('a step goes on following what it follows', () => {
  expect(followed(paths, value, 'b', 'c')).toEqual(['a', 'b']);
  expect(followed(paths, value, 'c', 'b')).toEqual(['a', 'c']);
  expect(followed(paths, value, 'b', 'a')).toEqual(['b']);
});

it('a step follows another once, of its own list alone', () => {
  expect(followed(paths, value, 'a', 'b')).toBeUndefined();
  expect(followed(paths, value, 'a', 'c')).toBeUndefined();
  expect(followed(paths, value, 'a', 'a')).toBeUndefined();
  expect(followed(paths, value, 'a', 'd')).toBeUndefined();
});
