import { expect, it } from 'vitest';
import { begin, canRedo, canUndo, redone, shown, typed, undone, written } from './history';

it('goes back to the very text before, and forward again', () => {
  const third = written(written(begin('a'), 'b'), 'c');
  expect(shown(undone(third))).toBe('b');
  expect(shown(undone(undone(third)))).toBe('a');
  expect(shown(undone(undone(undone(third))))).toBe('a');
  expect(shown(redone(undone(third)))).toBe('c');
  expect([canUndo(third), canRedo(third), canRedo(undone(third))]).toEqual([true, false, true]);
});

it('forgets what was undone once something else is written', () => {
  const other = written(undone(written(begin('a'), 'b')), 'c');
  expect(other.texts).toEqual(['a', 'c']);
  expect(canRedo(other)).toBe(false);
});

it('takes letters that are typed one after the other as one step', () => {
  const word = typed(typed(written(begin(''), 'w'), 'wo'), 'wor');
  expect(shown(word)).toBe('wor');
  expect(shown(undone(word))).toBe('');
  expect(written(word, 'wor')).toBe(word);
});
