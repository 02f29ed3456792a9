import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const pages = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.tsx?$/.test(name));
const files = pages.flatMap((name) => [...readFileSync(join('src', name), 'utf8').matchAll(/\.\/auterity apply -f ([^\s"'`<{]+)/g)].map(([, file = '']) => file));

it('names files that are there, in what an empty page says to apply', () => {
  expect(files.length).toBeGreaterThan(3);
  expect(files.filter((file) => !existsSync(join('..', file)))).toEqual([]);
});
