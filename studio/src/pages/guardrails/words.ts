import type { Resource } from '@/api/schema';
import { list } from '@/format/text';

/** What of a guardrail's form the console reads. */
export interface GuardrailSpec {
  on: string[];
  find: Record<string, unknown>;
  act: string;
  priority?: number;
  scope?: { capabilities?: string[]; models?: string[]; routes?: string[]; labels?: Record<string, string> };
  labels?: Record<string, string>;
  onError?: string;
}

export const specOf = ({ spec }: Resource) => spec as unknown as GuardrailSpec;

/** What is looked for, each with what that is, in the order of the list. */
export const finds: readonly { find: string; name: string; what: string }[] = [
  { find: 'personal', name: 'Personal data', what: 'by form and check digits' },
  { find: 'secrets', name: 'Secrets', what: 'what opens doors' },
  { find: 'injection', name: 'Injection', what: 'instructions where none belong' },
  { find: 'words', name: 'Words', what: 'words and phrases, however they are written' },
  { find: 'topics', name: 'Topics', what: 'what is not spoken about here, by its meaning' },
  { find: 'schema', name: 'Schema', what: 'answers that must be JSON as a schema asks' },
  { find: 'http', name: 'Your own judge', what: 'asked over HTTP' },
];

export function findOf({ find }: GuardrailSpec): string {
  return finds.find((one) => one.find in find)?.find ?? 'http';
}

/** Whether injections are looked for by their meaning too. */
export function byMeaning({ find }: GuardrailSpec): boolean {
  return find.injection === 'meaning';
}

/** Where a rule can look, in words. */
export const places: Record<string, string> = { request: 'requests', answer: 'answers', stream: 'streams', tool: 'tools' };

/** Where it looks: `requests, answers, tools`. */
export function onWords({ on }: GuardrailSpec): string {
  return on.map((place) => places[place] ?? place).join(', ');
}

const acts: Record<string, { word: string; state: string }> = {
  allow: { word: 'allow', state: 'connected' },
  watch: { word: 'watch only', state: 'queued' },
  mask: { word: 'mask', state: 'connected' },
  restore: { word: 'mask, restore', state: 'connected' },
  block: { word: 'block', state: 'connected' },
  route: { word: 'route', state: 'connected' },
};

/** What a rule can do: its name, and what that means. */
export const deeds: readonly { act: string; name: string; what: string }[] = [
  { act: 'watch', name: 'watch', what: 'Decisions tell what it finds, and nothing else happens: begin with that.' },
  { act: 'mask', name: 'mask', what: 'Placeholders go on instead.' },
  { act: 'restore', name: 'mask, restore', what: 'Placeholders go on instead, and are put back in what a model answers.' },
  { act: 'block', name: 'block', what: 'The call is refused.' },
  { act: 'route', name: 'route', what: 'The call gets labels.' },
  { act: 'allow', name: 'allow', what: 'Rules after it do not find these words.' },
];

/** What it does, with the shape of its state: a rule that only watches has a dashed ring. */
export function actOf({ act, labels }: GuardrailSpec): { word: string; state: string } {
  const known = acts[act] ?? { word: act, state: 'connected' };
  return act === 'route' && labels !== undefined ? { ...known, word: `route as ${pairs(labels)}` } : known;
}

/** Which calls: `all`, or what narrows it. */
export function scopeWords({ scope }: GuardrailSpec): string {
  const { capabilities = [], models = [], routes = [], labels = {} } = scope ?? {};
  const parts = [capabilities.join(', '), models.length === 0 ? '' : `models ${models.join(', ')}`, routes.length === 0 ? '' : `${routes.length === 1 ? 'route' : 'routes'} ${routes.join(', ')}`, Object.keys(labels).length === 0 ? '' : pairs(labels)].filter((part) => part !== '');
  return parts.length === 0 ? 'all' : parts.join(' and ');
}

function pairs(labels: Record<string, string>): string {
  return list(Object.entries(labels).map(([name, value]) => `${name} = ${value}`));
}

/** What exactly is looked for, a line each. */
export function lookedFor({ find }: GuardrailSpec): string[] {
  if (Array.isArray(find.personal)) {
    const kinds = find.personal.length === 0 ? 'all kinds of it' : find.personal.map((kind) => String(kind).replaceAll('_', ' ')).join(', ');
    return [kinds, `phone numbers without a country code: of ${typeof find.region === 'string' ? find.region : 'US'}`];
  }
  if (Array.isArray(find.words)) return [`as ${typeof find.as === 'string' ? find.as : 'word'}: ${find.words.slice(0, 20).join(', ')}${find.words.length > 20 ? `, and ${find.words.length - 20} more` : ''}`];
  if (Array.isArray(find.topics)) return find.topics.map(({ name, description }: { name: string; description: string }) => `${name.replaceAll('_', ' ')}: ${description}`);
  if (typeof find.http === 'object' && find.http !== null && 'url' in find.http) return [String(find.http.url)];
  if ('schema' in find) return ['a text that is no JSON, or does not fit'];
  return ['secrets' in find ? 'keys in the shape of their issuers, private keys, web tokens, what the text itself calls a password' : 'overriding, leaking, role play, exfiltration, misuse of tools, false delimiters, also disguised'];
}

/** In the order in which they act: the highest priority first, of equals the one whose id comes first. */
export function inOrder(rules: readonly Resource[]): Resource[] {
  const priority = (rule: Resource) => specOf(rule).priority ?? 0;
  return [...rules].sort((a, b) => priority(b) - priority(a) || (a.id < b.id ? -1 : 1));
}

/** `5 rules: 4 act, 1 only watches`. */
export function tally(rules: readonly Resource[]): string {
  const watching = rules.filter((rule) => specOf(rule).act === 'watch').length;
  return `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}: ${rules.length - watching} act, ${watching} only watch`;
}
