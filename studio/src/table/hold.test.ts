import { describe, expect, it } from 'vitest';
import { hold } from './hold';

const rows = (text: string) => text.split(' ').filter(Boolean).map((t) => ({ id: t.slice(0, 1), v: t }));
const held = (a: string, b: string, next?: string) => {
  const { rows: kept, fresh } = hold(rows(a), { items: rows(b), next }, (row) => row.id);
  return { shown: kept.map((row) => row.v).join(' '), fresh };
};

it('changes rows where they stand', () => {
  expect(held('a1 b1 c1', 'a2 b1 c3')).toEqual({ shown: 'a2 b1 c3', fresh: 0 });
});

it('keeps its own order when the server’s changes', () => {
  expect(held('a1 b1', 'b2 a2')).toEqual({ shown: 'a2 b2', fresh: 0 });
});

describe('a row that was not seen', () => {
  it('waits above', () => expect(held('a1 b1', 'x1 y1 a2 b1')).toEqual({ shown: 'a2 b1', fresh: 2 }));
  it('waits in the middle', () => expect(held('a1 b1', 'a2 x1 b1')).toEqual({ shown: 'a2 b1', fresh: 1 }));
  it('joins at the foot', () => expect(held('a1 b1', 'a2 b1 x1')).toEqual({ shown: 'a2 b1 x1', fresh: 0 }));
});

describe('a row that is listed no more', () => {
  it('goes', () => expect(held('a1 b1 c1', 'a1 c1')).toEqual({ shown: 'a1 c1', fresh: 0 }));
  it('goes from the end too, though another waits', () => expect(held('a1 b1 c1', 'x1 a1 b1')).toEqual({ shown: 'a1 b1', fresh: 1 }));
  it('goes from the middle of a full page', () => expect(held('a1 b1 c1', 'x1 a1 c1', 'more')).toEqual({ shown: 'a1 c1', fresh: 1 }));
  it('leaves its place to the row that slides in', () => expect(held('a1 b1 c1', 'b1 d1 e1', 'more')).toEqual({ shown: 'b1 d1 e1', fresh: 0 }));
  it('stays when new ones pushed it over the end of a full page', () => {
    expect(held('a1 b1 c1', 'x1 y1 a2', 'more')).toEqual({ shown: 'a2 b1 c1', fresh: 2 });
    expect(held('a1 b1', 'x1 y1', 'more')).toEqual({ shown: 'a1 b1', fresh: 2 });
  });
});
