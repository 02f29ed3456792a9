import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const under = (folder: string, named: RegExp) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => named.test(name)).map((name) => readFileSync(join(folder, name), 'utf8'));

const commands = execFileSync(process.execPath, ['scripts/printed.mjs'], { encoding: 'utf8' }).trim().split('\n');
const files = commands.flatMap((words) => /^apply -f (examples\/\S+)/.exec(words)?.slice(1) ?? []);

/** Each command of the command line with its own source, in which its options and the names of what it holds stand. */
const classes = new Map(under('../clients/cli/src/main/java', /\.java$/).flatMap((text) => [...text.matchAll(/@Command\(\s*name = "([a-z-]+)"/g)].map(([, name = '']) => [name, text] as const)));
const launchers = new Set([...readFileSync('../auterity', 'utf8').matchAll(/^do_([a-z]+)\(\) \{/gm)].map(([, name = '']) => name));
const options = new Set(under('../clients/cli/src/main/java', /\.java$/).flatMap((text) => [...text.matchAll(/"(--[a-z][a-zA-Z-]*)"/g)].map(([, name = '']) => name)));

/** What of a printed command the command line does not know: its verb, what stands below that, or an option. */
function unknown(words: string): string[] {
  const [verb = '', below = ''] = words.split(' ');
  const group = classes.get(verb)?.includes('subcommands = ') === true;
  return [
    ...(classes.has(verb) || launchers.has(verb) ? [] : [verb]),
    ...(group && /^[a-z][a-z-]*$/.test(below) && !classes.has(below) ? [`${verb} ${below}`] : []),
    ...[...words.matchAll(/(?<= )--[a-z][a-zA-Z-]*/g)].map(([name]) => name).filter((name) => name !== '--help' && !launchers.has(verb) && !options.has(name)),
  ];
}

it('prints commands that the command line and the launcher have', () => {
  expect(commands.length).toBeGreaterThan(20);
  expect(launchers).toContain('start');
  expect(classes.size).toBeGreaterThan(30);

  expect(commands.flatMap((words) => unknown(words).map((name) => `${name} of ./auterity ${words}`))).toEqual([]);
});

it('tells a command that is not there', () => {
  expect([unknown('aply -f x.yaml'), unknown('key mint helpdesk'), unknown('usage --buy model')]).toEqual([['aply'], ['key mint'], ['--buy']]);
});

it('names files that are there, in what an empty page says to apply', () => {
  expect(files.length).toBeGreaterThan(3);
  expect(files.filter((file) => !existsSync(join('..', file)))).toEqual([]);
});
