import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('..', import.meta.url));
const files = (named: RegExp) => new Map(readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => named.test(path)).map((path) => [path, readFileSync(`${src}${path}`, 'utf8')]));
const sheets = files(/\.css$/);
const sources = files(/(?<!\.test)\.tsx$/);

/** A folder of `src`, of pages one of theirs. */
const home = (path: string) => /^(pages\/[^/]+(?=\/)|[^/]+)/.exec(path)?.[0] ?? path;

/** A list of selectors one by one; commas within brackets part none. */
function parts(list: string): string[] {
  let depth = 0;
  const apart = list.replaceAll(/[(),]/g, (letter) => {
    depth += { '(': 1, ')': -1 }[letter] ?? 0;
    return letter === ',' && depth === 0 ? ';' : letter;
  });
  return apart.split(';').map((one) => one.trim());
}

/** Other folders of pages hold what several pages are made of. */
const isPage = (folder: string) => existsSync(`${src}${folder}/page.ts`);

/** Every selector of a sheet. */
function selectors(css: string): string[] {
  const rules = css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/([^{};]+)\{/g);
  return [...rules].flatMap(([, all = '']) => (all.trim().startsWith('@') ? [] : parts(all)));
}

const named = (selector: string) => [...selector.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name);

/** The classes that a component gives, as far as they stand where they are given. */
function given(source: string): string[] {
  const plain = [...source.matchAll(/className="([^"]*)"/g)].map(([, text = '']) => text);
  const made = [...source.matchAll(/className=\{((?:[^{}]|\{[^{}]*\})*)\}/g)].flatMap(([, text = '']) => [...text.matchAll(/'([^']*)'|`([^`]*)`/g)].map(([, quoted = '', template = '']) => quoted + template.replaceAll(/\$\{[^}]*\}/g, ' ')));
  return [...plain, ...made].flatMap((text) => text.split(/\s+/)).filter((name) => /^[a-zA-Z][\w-]*$/.test(name));
}

/** Which folders style or give a class. */
function homes(of: Iterable<readonly [string, readonly string[]]>): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const [path, names] of of) for (const name of names) all.set(name, (all.get(name) ?? new Set()).add(home(path)));
  return all;
}

/** Selectors of a page's sheet that hold elsewhere too: none of their classes is the page's alone. */
function reaching(path: string, css: string, users: Map<string, Set<string>>): string[] {
  return selectors(css).filter((selector) => !named(selector).some((name) => [...(users.get(name) ?? [])].every((user) => user === home(path))));
}

const users = homes([...[...sheets].map(([path, css]) => [path, selectors(css).flatMap(named)] as const), ...[...sources].map(([path, source]) => [path, given(source)] as const)]);

describe('a sheet of a page', () => {
  it('styles nothing outside of it: each selector has a class that the page alone has', () => {
    const pages = [...sheets].filter(([path]) => isPage(home(path)));
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.flatMap(([path, css]) => reaching(path, css, users).map((selector) => `${selector} of ${path}`))).toEqual([]);
  });

  it.each([
    ['.lanes svg { }', ['.lanes svg']],
    ['.side.here { }', ['.side.here']],
    ['svg { }', ['svg']],
    ['.mine svg, .lanes .mine, .lanes:has(.mine) { }', []],
    ['@media (max-width: 720px) { .lanes li { } }', ['.lanes li']],
  ])('is refused by what it has of others: %s', (css, refused) => {
    const shared = homes([
      ['timeline/Lane.tsx', ['lanes']],
      ['pages/a/A.tsx', ['lanes', 'side', 'here', 'mine']],
      ['pages/b/B.tsx', ['side', 'here']],
    ]);
    expect(reaching('pages/a/a.css', css, shared)).toEqual(refused);
  });
});
