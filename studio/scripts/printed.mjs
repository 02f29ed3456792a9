// Prints each command that the console shows to its user, once, without `./auterity`; what is filled in at run time is `VALUE`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = join(import.meta.dirname, '../src');
const WORD = String.raw`(?:\$?\{[^}]*\}|'[^'\n]*'|[^\s"'\x60<]+)`;
const PRINTED = new RegExp(String.raw`\./auterity ((?:[a-z][a-z-]*|\$?\{[^}]*\})(?: ${WORD})*)`, 'g');

const commands = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((name) => /(?<!\.test)\.tsx?$/.test(name))
  .flatMap((name) => [...readFileSync(join(sources, name), 'utf8').matchAll(PRINTED)])
  .map(([, words]) => words.replaceAll(/\$?\{[^}]*\}/g, 'VALUE').replace(/[.,]$/, ''));

console.log([...new Set(commands)].join('\n'));
