import type { ApiFailure } from '@/api/failure';
import type { Resource } from '@/api/schema';
import { specOf } from './words';

/** A topic as it is being written. */
export interface TopicDraft {
  name: string;
  description: string;
  examples: string;
  threshold: string;
}

/** A rule as it is being written, every field a text as it was typed. */
export interface Draft {
  id: string;
  on: readonly string[];
  find: string;
  personal: readonly string[];
  region: string;
  meaning: boolean;
  words: string;
  as: string;
  topics: readonly TopicDraft[];
  schema: string;
  url: string;
  secret: string;
  timeout: string;
  batch: boolean;
  act: string;
  labels: string;
  onError: string;
  priority: string;
  routes: string;
  models: string;
  capabilities: string;
  scopeLabels: string;
}

/** What is wrong, by the name of its field; a topic's by `topics.0.name`. */
export type Wrong = Record<string, string>;

export const personalKinds = ['email', 'iban', 'passport', 'card', 'ip_address', 'us_ssn', 'national_id', 'phone'] as const;
export const wheres = ['request', 'answer', 'stream', 'tool'] as const;
export const emptyTopic: TopicDraft = { name: '', description: '', examples: '', threshold: '' };

/** A new rule only watches until somebody says otherwise. */
export const emptyDraft: Draft = {
  id: '',
  on: ['request', 'answer'],
  find: 'personal',
  personal: [],
  region: '',
  meaning: false,
  words: '',
  as: '',
  topics: [emptyTopic],
  schema: '{\n  "type": "object"\n}',
  url: '',
  secret: '',
  timeout: '',
  batch: false,
  act: 'watch',
  labels: '',
  onError: 'refuse',
  priority: '',
  routes: '',
  models: '',
  capabilities: '',
  scopeLabels: '',
};

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);
const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);
const label = /^[^\s=]+=.+$/;

/** What is wrong with it, as far as this side can tell; the server has the last word. */
export function check(draft: Draft): Wrong {
  const wrong: Wrong = {};
  if (draft.id.trim() === '') wrong.id = 'A rule needs a name, which decisions and errors tell.';
  if (draft.on.length === 0) wrong.on = 'It must look somewhere.';
  if (draft.find === 'words' && lines(draft.words).length === 0) wrong.words = 'Write at least one word.';
  if (draft.find === 'http' && draft.url.trim() === '') wrong.url = 'Where does your judge answer?';
  if (draft.find === 'schema' && parsed(draft.schema) === undefined) wrong.schema = 'This is no JSON object.';
  if (draft.find === 'topics') Object.assign(wrong, ...draft.topics.map(wrongTopic));
  if (draft.act === 'route' && words(draft.labels).length === 0) wrong.labels = 'Name a label by which a route chooses, such as privacy=strict.';
  for (const field of ['labels', 'scopeLabels'] as const) {
    const bad = words(draft[field]).find((one) => !label.test(one));
    if (bad !== undefined && (field !== 'labels' || draft.act === 'route')) wrong[field] = `${bad} is no label: write name=value.`;
  }
  if (!/^-?\d*$/.test(draft.priority.trim())) wrong.priority = 'Write a whole number.';
  return wrong;
}

function wrongTopic(topic: TopicDraft, at: number): Wrong {
  const wrong: Wrong = {};
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(topic.name.trim())) wrong[`topics.${at}.name`] = 'Small letters, digits and _ only, such as investment_advice.';
  if (topic.description.trim() === '') wrong[`topics.${at}.description`] = 'Say in a sentence what it is about.';
  const threshold = Number(topic.threshold.trim());
  if (!(threshold >= 0 && threshold <= 1)) wrong[`topics.${at}.threshold`] = 'Write a number from 0 to 1.';
  return wrong;
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The resource that it stands for. */
export function resourceOf(draft: Draft): { kind: string; id: string; spec: Record<string, unknown> } {
  const scope = { ...filled('routes', words(draft.routes)), ...filled('models', words(draft.models)), ...filled('capabilities', words(draft.capabilities)), ...filled('labels', labelsOf(draft.scopeLabels)) };
  return {
    kind: 'guardrail',
    id: draft.id.trim(),
    spec: {
      on: [...draft.on],
      ...(draft.priority.trim() === '' ? {} : { priority: Number(draft.priority) }),
      ...filled('scope', scope),
      find: findOf(draft),
      act: draft.act,
      ...(draft.act === 'route' ? { labels: labelsOf(draft.labels) } : {}),
      ...(draft.onError === 'refuse' ? {} : { onError: draft.onError }),
    },
  };
}

function findOf(draft: Draft): Record<string, unknown> {
  switch (draft.find) {
    case 'secrets':
      return { secrets: true };
    case 'injection':
      return { injection: draft.meaning ? 'meaning' : true };
    case 'words':
      return { words: lines(draft.words), ...typed('as', draft.as) };
    case 'topics':
      return { topics: draft.topics.map(topicOf) };
    case 'schema':
      return { schema: parsed(draft.schema) };
    case 'http':
      return { http: { url: draft.url.trim(), ...typed('secret', draft.secret), ...typed('timeout', draft.timeout), ...(draft.batch ? { batch: true } : {}) } };
    default:
      return { personal: [...draft.personal], ...typed('region', draft.region) };
  }
}

function topicOf({ name, description, examples, threshold }: TopicDraft) {
  return { name: name.trim(), description: description.trim(), ...filled('examples', lines(examples)), ...(threshold.trim() === '' ? {} : { threshold: Number(threshold) }) };
}

const typed = (name: string, text: string) => (text.trim() === '' ? {} : { [name]: text.trim() });
const filled = (name: string, value: object) => (Object.keys(value).length === 0 ? {} : { [name]: value });

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(words(text).map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]));
}

interface WrittenTopic {
  name: string;
  description: string;
  examples?: string[];
  threshold?: number;
}

/** A rule that is in force, to be written on. */
export function draftOf(rule: Resource): Draft {
  const { on, find, act, priority, scope = {}, labels = {}, onError = 'refuse' } = specOf(rule);
  const { http = {}, topics = [], personal, injection, words: listed, schema, region, as } = find as { http?: Record<string, unknown>; topics?: WrittenTopic[] } & Record<string, unknown>;
  return {
    ...emptyDraft,
    id: rule.id,
    on,
    find: ['personal', 'secrets', 'injection', 'words', 'topics', 'schema', 'http'].find((one) => one in find) ?? 'personal',
    personal: texts(personal),
    region: text(region),
    meaning: injection === 'meaning',
    words: texts(listed).join('\n'),
    as: text(as),
    topics: topics.length === 0 ? [emptyTopic] : topics.map(({ name, description, examples = [], threshold }) => ({ name, description, examples: examples.join('\n'), threshold: threshold?.toString() ?? '' })),
    schema: schema === undefined ? emptyDraft.schema : JSON.stringify(schema, null, 2),
    url: text(http.url),
    secret: text(http.secret),
    timeout: text(http.timeout),
    batch: http.batch === true,
    act,
    labels: pairs(labels),
    onError,
    priority: priority?.toString() ?? '',
    routes: (scope.routes ?? []).join(' '),
    models: (scope.models ?? []).join(' '),
    capabilities: (scope.capabilities ?? []).join(' '),
    scopeLabels: pairs(scope.labels ?? {}),
  };
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const pairs = (labels: Record<string, string>) => Object.entries(labels).map(([name, value]) => `${name}=${value}`).join(' ');

const byPath: readonly [RegExp, string][] = [
  [/^id$/, 'id'],
  [/^spec\.find\.topics\[(\d+)\]\.(\w+)/, 'topics.$1.$2'],
  [/^spec\.find\.http\.(\w+)/, '$1'],
  [/^spec\.find\.(\w+)/, '$1'],
  [/^spec\.scope\.labels/, 'scopeLabels'],
  [/^spec\.scope\.(\w+)/, '$1'],
  [/^spec\.(\w+)/, '$1'],
];

const fieldsOf: Record<string, readonly string[]> = {
  personal: ['personal', 'region'],
  injection: ['injection'],
  words: ['words', 'as'],
  schema: ['schema'],
  http: ['url', 'secret', 'timeout', 'batch'],
};

/** The fields that its form shows, topics' among them; only a new rule has one for its name. */
export function drawn({ find, topics, act }: Draft, isNew: boolean): string[] {
  const found = find === 'topics' ? topics.flatMap((topic, at) => Object.keys(topic).map((name) => `topics.${at}.${name}`)) : (fieldsOf[find] ?? []);
  return [...(isNew ? ['id'] : []), 'find', ...found, 'on', 'act', ...(act === 'route' ? ['labels'] : []), 'onError', 'routes', 'models', 'capabilities', 'scopeLabels', 'priority'];
}

/** What a refusal of the server says of the fields that are shown; `more` where it says anything else. */
export function placed({ problems, fields }: Pick<ApiFailure, 'problems' | 'fields'>, shown: readonly string[]): { at: Wrong; more: boolean } {
  const said: [string, string][] = [...Object.entries(fields), ...problems.map(({ path, rule, fix }): [string, string] => [fieldOf(path), `${rule}: ${fix}`])];
  const known = said.filter(([name]) => shown.includes(name));
  // Of several things that are wrong with a field the first is told.
  return { at: Object.fromEntries(known.toReversed()), more: known.length < said.length || said.length === 0 };
}

function fieldOf(path: string): string {
  const own = path.replace(/^.*?(?=spec\.|id$)/, '');
  const [pattern, name] = byPath.find(([one]) => one.test(own)) ?? [];
  return pattern === undefined || name === undefined ? '' : (pattern.exec(own)?.[0].replace(pattern, name) ?? '');
}

/** Whether the form can write all that a rule says; a label with a space in it, for one, it cannot. */
export function writable(rule: Resource): boolean {
  return canonical(resourceOf(draftOf(rule)).spec) === canonical(rule.spec);
}

const defaults: Record<string, unknown> = { onError: 'refuse', priority: 0, batch: false, as: 'word', region: 'US', timeout: '2s' };

/** The same text for the same rule, whether it says what goes without saying or not. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return key in defaults && inner === defaults[key] ? undefined : inner;
    if (key === 'scope' && Object.values(inner).every((one: object) => Object.keys(one).length === 0)) return undefined;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
