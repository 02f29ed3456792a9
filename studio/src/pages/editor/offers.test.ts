// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { kindsOf, type Schema } from './kinds';
import { found, offersOf } from './offers';

const kinds = kindsOf(JSON.parse(readFileSync('../api/workflow.schema.json', 'utf8')) as Schema);
const capabilities = [
  { id: 'ai.chat.create', kind: 'ai', summary: 'Ask a chat model and wait for the whole answer.' },
  { id: 'ai.object.create', kind: 'ai', summary: 'Have a model answer with a JSON object.' },
  { id: 'ci.environment.delete', kind: 'ci', summary: 'Delete an environment if it is not used.' },
  { id: 'ci.build.approve', kind: 'ci', summary: 'Approve a build that waits for approval.' },
  { id: 'http.request.send', kind: 'http', summary: 'Send a request.' },
  { id: 'mail.message.send', kind: 'mail', summary: 'Send an e-mail.' },
  { id: 'messaging.message.list', kind: 'messaging', summary: 'List messages.' },
  { id: 'messaging.message.send', kind: 'messaging', summary: 'Send a message to a channel or thread.' },
];
const all = offersOf(kinds, capabilities, new Set(['messaging']));
const groups = (typed: string, likely: string[] = []) => found(all, typed, likely).map(({ name, rows }) => [name, ...rows.map(({ key }) => key)]);
const first = (typed: string) => found(all, typed, [])[0]?.rows[0]?.key;

it.each([
  ['slack', 'messaging.message.send'],
  ['email', 'mail.message.send'],
  ['delay', 'wait'],
  ['if', 'branch'],
  ['approval', 'ask'],
  ['summarise', 'ai.chat.create'],
  ['sum', 'ai.chat.create'],
  ['for each', 'each'],
  ['wait', 'wait'],
  ['call', 'call'],
  ['ask', 'ask'],
  ['messaging.message.list', 'messaging.message.list'],
])('finds by %s what people mean: %s', (typed, key) => {
  expect(first(typed)).toBe(key);
});

it('tells connected services before those to connect, and each by what the server found', () => {
  expect(groups('message', ['messaging.message.list', 'mail.message.send'])).toEqual([
    ['Steps', 'messaging.message.send'],
    ['Connected services', 'messaging.message.list'],
    ['Services to connect', 'mail.message.send'],
  ]);
  expect(groups('environment')).toEqual([['Services to connect', 'ci.environment.delete']]);
  expect(groups('no such thing')).toEqual([]);
});

it('offers steps first where nothing is typed, and calls after them', () => {
  const [steps, connected, other] = found(all, '', []);
  expect(steps?.rows.map(({ key }) => key).slice(0, 3)).toEqual(['messaging.message.send', 'ask', 'branch']);
  expect(steps?.rows.map(({ key }) => key).slice(-4)).toEqual(['ai.chat.create', 'ai.object.create', 'mail.message.send', 'http.request.send']);
  expect(steps?.rows.every(({ title }) => title !== '')).toBe(true);
  expect(connected).toMatchObject({ name: 'Connected services', rows: [{ key: 'messaging.message.list' }] });
  expect(other?.rows.map(({ key }) => key)).toEqual(['ci.environment.delete', 'ci.build.approve']);
});

it('has a name for each type of step', () => {
  expect(all.filter(({ capability, title }) => capability === undefined && title === '').map(({ key }) => key)).toEqual([]);
});
