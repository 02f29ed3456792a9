import { expect, it } from 'vitest';
import { followed, notFollowed } from './useArranging';

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
});

it('no step follows one that comes after it, and it is said why', () => {
  expect(followed(paths, value, 'b', 'a')).toBeUndefined();
  expect(followed(paths, value, 'c', 'a')).toBeUndefined();
  expect(notFollowed(paths, value, 'c', 'a')).toBe('c cannot lead back to a, which comes before it. To repeat steps, put them into a loop.');
  expect(notFollowed(paths, value, 'b', 'c')).toBeUndefined();
  const circle = { spec: { steps: [{ id: 'a', after: ['c'] }, { id: 'b', after: 'a' }, { id: 'c', after: 'b' }] } };
  expect(notFollowed(paths, circle, 'd', 'a')).toBe('a and d stand in different lists: a step follows steps of its own list.');
  expect(notFollowed(paths, circle, 'b', 'a')).toContain('cannot lead back');
});

it('a step follows another once, of its own list alone', () => {
  expect(followed(paths, value, 'a', 'b')).toBeUndefined();
  expect(followed(paths, value, 'a', 'c')).toBeUndefined();
  expect(followed(paths, value, 'a', 'a')).toBeUndefined();
  expect(followed(paths, value, 'a', 'd')).toBeUndefined();
  expect(notFollowed(paths, value, 'a', 'b')).toBe('b follows a already.');
  expect(notFollowed(paths, value, 'a', 'a')).toBe('a cannot follow itself. To repeat steps, put them into a loop.');
});
