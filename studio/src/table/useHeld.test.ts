// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useHeld } from './useHeld';

const items = (text: string) => text.split(' ').map((id) => ({ id }));

function list(first: string) {
  const start = { rows: items(first), asked: { view: 'all', placeholder: false } };
  const { result, rerender } = renderHook(({ rows, asked }: typeof start) => useHeld(rows, asked), { initialProps: start });
  return {
    shown: () => `${result.current.rows.map((row) => row.id).join(' ')} +${result.current.fresh}`,
    answer: (rows: string, view = 'all') => rerender({ rows: items(rows), asked: { view, placeholder: false } }),
    turn: (rows: string, view: string) => rerender({ rows: items(rows), asked: { view, placeholder: true } }),
    show: () => act(() => result.current.show()),
  };
}

it('begins a view with its own answer, not with the rows of the view before', () => {
  const runs = list('a b c');
  runs.turn('a b c', 'older');
  expect(runs.shown()).toBe('a b c +0');
  runs.answer('d e', 'older');
  expect(runs.shown()).toBe('d e +0');
  runs.answer('a b c');
  expect(runs.shown()).toBe('a b c +0');
});

it('keeps no row of the view before that the new one lists too', () => {
  const runs = list('a b c');
  runs.turn('a b c', 'failed');
  runs.answer('b', 'failed');
  expect(runs.shown()).toBe('b +0');
});

it('lets new rows wait until they are asked for', () => {
  const runs = list('a b');
  runs.answer('x a b');
  expect(runs.shown()).toBe('a b +1');
  runs.show();
  expect(runs.shown()).toBe('x a b +0');
});
