import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const src = fileURLToPath(new URL('..', import.meta.url));
const sheets = new Map(readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css')).map((path) => [path, readFileSync(`${src}${path}`, 'utf8')]));

/** Every selector of a sheet. */
function selectors(css: string): string[] {
  const rules = css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/([^{};]+)\{/g);
  return [...rules].flatMap(([, all = '']) => (all.trim().startsWith('@') ? [] : all.split(',').map((one) => one.trim())));
}

const named = (selector: string) => [...selector.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name);
/** The class of a selector that is nothing but a class, and so holds wherever that class stands. */
const bare = (selector: string) => /^\.([a-zA-Z][\w-]*)(?::[a-z-]+(?:\(.*\))?)*$/.exec(selector)?.[1];
/** Whose classes other rooms may use. */
const isRoom = (path: string) => path.startsWith('pages/') && !path.startsWith('pages/budget/');

it('lets no room style a class that another sheet uses for something else', () => {
  const users = new Map<string, Set<string>>();
  for (const [path, css] of sheets) for (const name of selectors(css).flatMap(named)) users.set(name, (users.get(name) ?? new Set()).add(path));
  const clashes = [...sheets].filter(([path]) => isRoom(path)).flatMap(([path, css]) => {
    const own = selectors(css).map(bare).filter((name) => name !== undefined);
    return [...new Set(own)].flatMap((name) => [...(users.get(name) ?? [])].filter((other) => other !== path).map((other) => `.${name} of ${path} in ${other}`));
  });
  expect(sheets.size).toBeGreaterThan(20);
  expect(clashes).toEqual([]);
});
