import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.tsx?$/.test(name) && !/generated|format\/money/.test(name));
const lines = sources.flatMap((name) => readFileSync(`src/${name}`, 'utf8').split('\n').map((line, at) => ({ place: `${name}:${at + 1}`, line })));

it('lets no page write an amount of money but by the one formatter', () => {
  // What stands in front of a currency or the unit of a limit is the answer of a function of format/money.
  const bare = /[^)\s]\} \$?\{[\w.?]*\b(currency|unit)\}/;
  const own = /(cost|amount|money|price|saved|spend|paid).*(toFixed|toLocaleString|NumberFormat)|NumberFormat\(.*currency/;

  expect(lines.filter(({ line }) => bare.test(line) || own.test(line)).map(({ place, line }) => `${place} ${line.trim()}`)).toEqual([]);
});
