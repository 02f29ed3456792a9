import { whenWords, type Offer, type RouteSpec, type Trait } from './words';

/** A route as the form writes it: its name, and all of its spec, of which the form shows a part. */
export interface Written {
  id: string;
  spec: RouteSpec;
}

/** A condition under which a route takes a call: where it stands, and what it says. */
export interface Condition {
  key: string;
  words: string;
}

/** What a condition or a demand can be made of, and an example of how it is written. */
export interface Making {
  name: string;
  label: string;
  example: string;
  /** The only values there are. */
  values?: readonly string[];
}

export const conditionKinds: readonly Making[] = [
  { name: 'model', label: 'model', example: 'gpt-*' },
  { name: 'capability', label: 'capability', example: 'ai.chat.*' },
  { name: 'label', label: 'label', example: 'team=claims' },
  { name: 'dataClass', label: 'data', example: 'personal', values: ['public', 'internal', 'customer', 'personal', 'secret'] },
  { name: 'expression', label: 'expression', example: 'input_tokens > 2000' },
];

export const demandKinds: readonly Making[] = [
  { name: 'ability', label: 'ability', example: 'tools', values: ['vision', 'tools', 'schema', 'reasoning', 'audio'] },
  { name: 'region', label: 'region', example: 'eu' },
  { name: 'residency', label: 'residency', example: 'eu' },
  { name: 'regime', label: 'regime', example: 'gdpr' },
  { name: 'privacy', label: 'privacy', example: 'no_training', values: ['local', 'no_retention', 'no_training'] },
  { name: 'price', label: 'price of a million', example: '5.00' },
  { name: 'context', label: 'room, tokens', example: '200000' },
  { name: 'latency', label: 'answers within', example: '2s' },
];

/** In which order those who may answer are asked. */
export const strategies = ['priority', 'cheapest', 'fastest', 'least_latency', 'weighted', 'smooth_weighted', 'round_robin', 'least_connections', 'hash', 'affinity', 'confident', 'learned'] as const;

/** All conditions of a route, each with its place. */
export function conditions({ when = {} }: RouteSpec): Condition[] {
  return Object.entries(when).flatMap(([key, value]: [string, unknown]) => {
    if (key !== 'labels' && key !== 'budget') return whenWords({ [key]: value }).map((words) => ({ key, words }));
    return Object.entries(value as Record<string, string>).flatMap(([name, of]) => whenWords({ [key]: { [name]: of } }).map((words) => ({ key: `${key}.${name}`, words })));
  });
}

/** The spec without the condition that stands there. */
export function withoutCondition(spec: RouteSpec, key: string): RouteSpec {
  const [first = '', ...rest] = key.split('.');
  const when = new Map<string, unknown>(Object.entries(spec.when ?? {}));
  const inner = Object.entries((when.get(first) ?? {})).filter(([name]) => name !== rest.join('.'));
  if (rest.length > 0 && inner.length > 0) when.set(first, Object.fromEntries(inner));
  else when.delete(first);
  return setPart(spec, 'when', when.size === 0 ? undefined : Object.fromEntries(when));
}

/** The spec with one condition more, which takes the place of another of its kind; a label is written `name=value`. */
export function withCondition(spec: RouteSpec, kind: string, value: string): RouteSpec {
  const said = value.trim();
  if (kind !== 'label') return setPart(spec, 'when', { ...spec.when, [kind]: said });
  const [name = '', ...rest] = said.split('=');
  return setPart(spec, 'when', { ...spec.when, labels: { ...spec.when?.labels, [name.trim()]: rest.length === 0 ? '?*' : rest.join('=').trim() } });
}

/** The spec with one demand more. */
export function withDemand(spec: RouteSpec, kind: string, value: string): RouteSpec {
  const said = value.trim();
  const demand: Trait = { [kind]: kind === 'context' && /^\d+$/.test(said) ? Number(said) : said };
  return setPart(spec, 'require', [...(spec.require ?? []), demand]);
}

/** A list without the one that stands there. */
export function without<T>(items: readonly T[], at: number): T[] {
  return items.filter((_, index) => index !== at);
}

/** A list in which the one that stands there has gone one place up, or stays where it is the first. */
export function raised<T>(items: readonly T[], at: number): T[] {
  const [before, one] = [items[at - 1], items[at]];
  if (at < 1 || before === undefined || one === undefined) return [...items];
  return [...items.slice(0, at - 1), one, before, ...items.slice(at + 1)];
}

/** A list of offers with one more, unless it is there. */
export function withOffer(offers: readonly Offer[], offer: string): Offer[] {
  const said = offer.trim();
  return said === '' || offers.includes(said) ? [...offers] : [...offers, said];
}

/** The spec with another part; what is empty is left out, and all else stays as it is, in its place. */
export function setPart(spec: RouteSpec, key: keyof RouteSpec, value: unknown): RouteSpec {
  const empty = value === undefined || (Array.isArray(value) && value.length === 0);
  if (!empty) return { ...spec, [key]: value };
  return Object.fromEntries(Object.entries(spec).filter(([name]) => name !== key));
}
