import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { outside, pages } from '.';

const here = fileURLToPath(new URL('.', import.meta.url));
const all = [...pages, ...outside];
const paths = all.flatMap(({ routes }) => Object.keys(routes));

it('names each folder that says what page it is', () => {
  const told = readdirSync(here).filter((folder) => existsSync(`${here}${folder}/page.ts`));
  expect(told.length).toBeGreaterThan(20);
  expect(new Set(all).size).toBe(told.length);
});

it('gives each address to one page', () => {
  expect(paths.length).toBeGreaterThan(30);
  expect(paths.filter((path, at) => paths.indexOf(path) !== at)).toEqual([]);
});
