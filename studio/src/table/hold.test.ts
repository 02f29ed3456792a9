import { expect, it } from 'vitest';
import { hold } from './hold';

const rows = (text: string) => text.split(' ').filter(Boolean).map((t) => ({ id: t.slice(0, 1), v: t }));
const held = (a: string, b: string) => {
  const { rows: kept, fresh } = hold(rows(a), rows(b), (row) => row.id);
  return { shown: kept.map((row) => row.v).join(' '), fresh };
};

it('changes rows where they stand', () => {
  expect(held('a1 b1 c1', 'a2 b1 c3')).toEqual({ shown: 'a2 b1 c3', fresh: 0 });
});

it('lets new rows wait and keeps those that fell off the end', () => {
  expect(held('a1 b1 c1', 'x1 y1 a2')).toEqual({ shown: 'a2 b1 c1', fresh: 2 });
});

it('drops a row that is listed no more', () => {
  expect(held('a1 b1 c1', 'a1 c1')).toEqual({ shown: 'a1 c1', fresh: 0 });
});

it('keeps its own order when the server’s changes', () => {
  expect(held('a1 b1', 'b2 a2')).toEqual({ shown: 'a2 b2', fresh: 0 });
});
