// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useHeld } from './useHeld';

const page = (text: string, next?: string) => ({ items: text.split(' ').filter(Boolean).map((id) => ({ id })), next });

function list(first: string, holds = true) {
  const start = { page: page(first), asked: { view: 'all', placeholder: false, holds } };
  const { result, rerender } = renderHook(({ page, asked }: typeof start) => useHeld(page, asked), { initialProps: start });
  return {
    shown: () => `${result.current.rows.map((row) => row.id).join(' ')} +${result.current.fresh}`,
    answer: (rows: string, view = 'all') => rerender({ page: page(rows), asked: { view, placeholder: false, holds } }),
    turn: (rows: string, view: string) => rerender({ page: page(rows), asked: { view, placeholder: true, holds } }),
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

it('shows what comes when nothing of it stands any more', () => {
  const runs = list('a b');
  runs.answer('x y');
  expect(runs.shown()).toBe('x y +0');
});

it('shows each answer as it comes where the order itself is live', () => {
  const runs = list('a b', false);
  runs.answer('b x a');
  expect(runs.shown()).toBe('b x a +0');
});
