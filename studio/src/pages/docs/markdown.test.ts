import { expect, it } from 'vitest';
import { guide, headings, sections } from './guide';
import { blocks, pieces } from './markdown';

it('reads headings, paragraphs, lists, tables and code', () => {
  expect(blocks('# A\n\nOne\ntwo.\n\n- a\n  more\n- b\n\n| x | y |\n|---|---|\n| 1 | a \\| b |\n\n```\n# no heading\n```\n\n    ./auterity demo\n\nEnd.')).toEqual([
    { kind: 'heading', level: 1, text: 'A' },
    { kind: 'text', text: 'One two.' },
    { kind: 'list', items: ['a more', 'b'] },
    { kind: 'table', rows: [['x', 'y'], ['1', 'a | b']] },
    { kind: 'code', text: '# no heading' },
    { kind: 'code', text: './auterity demo' },
    { kind: 'text', text: 'End.' },
  ]);
});

it('tells code, strong words and links apart', () => {
  expect(pieces('Run `x` **now**, see [keys](keys.md).')).toEqual([
    { kind: 'plain', text: 'Run ' },
    { kind: 'code', text: 'x' },
    { kind: 'plain', text: ' ' },
    { kind: 'strong', text: 'now' },
    { kind: 'plain', text: ', see ' },
    { kind: 'link', text: 'keys', href: 'keys.md' },
    { kind: 'plain', text: '.' },
  ]);
});

it('has every heading of the guide, none of them out of code', () => {
  expect(Object.keys(guide)).toContain('keys');
  expect(headings('# A\n```\n# B\n```\n## C')).toEqual(['A', 'C']);
  expect(sections().every(({ href }) => /^\/docs\/[a-z-]+\?at=[a-z0-9-]+$/.test(href))).toBe(true);
});
