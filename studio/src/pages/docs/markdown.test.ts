import { expect, it } from 'vitest';
import { anchor, guide, linkTarget, nameOf, parts, sections } from './guide';
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
  expect(parts('# A\n```\n# B\n```\n## C\nfor 30 days')).toEqual([
    { heading: 'A', body: '```\n# B\n```\n' },
    { heading: 'C', body: 'for 30 days\n' },
  ]);
  expect(nameOf('keys')).not.toBe('keys');
  expect(sections().every(({ href }) => /^\/docs\/[a-z-]+\?at=[a-z0-9-]+$/.test(href))).toBe(true);
});

it('leads from a page to those of the guide and the reference, and to places of itself', () => {
  expect(linkTarget('keys.md', 'operations')).toEqual({ page: 'keys', at: undefined });
  expect(linkTarget('../reference/git.md#with-a-git-client', 'developer-services')).toEqual({ page: 'reference-git', at: 'with-a-git-client' });
  expect(linkTarget('ci.md', 'reference-git')).toEqual({ page: 'reference-ci', at: undefined });
  expect(linkTarget('#metrics', 'reference-operations')).toEqual({ page: 'reference-operations', at: 'metrics' });
  expect(linkTarget('../guide/keys.md', 'reference-git')).toEqual({ page: 'keys', at: undefined });
  expect(linkTarget('../reference/capabilities.md', 'keys')).toBeUndefined();
  expect(linkTarget('https://git.example', 'keys')).toBeUndefined();
});

it('has every place that its pages lead to', () => {
  const lost = Object.entries(guide).flatMap(([page, text]) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, href = '']) => {
      const to = linkTarget(href, page);
      return to?.at === undefined || [...(guide[to.page] ?? '').matchAll(/^#{1,4} (.+)$/gm)].some(([, heading = '']) => anchor(heading) === to.at) ? [] : [`${page}: ${href}`];
    }),
  );

  expect(lost).toEqual([]);
});
