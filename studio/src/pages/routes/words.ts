import { count, list } from '@/format/text';
import { word } from '@/format/words';

/** What of a route's form the console reads; the rest stands in its YAML. */
export interface RouteSpec {
  priority?: number;
  when?: When;
  require?: (string | Trait)[];
  use?: Offer[];
  strategy?: string;
  weights?: Record<string, number>;
  rollout?: Rollout;
  cache?: Cache;
  learn?: Record<string, unknown>;
  fallback?: Offer[];
}

interface When {
  capability?: string;
  model?: string;
  labels?: Record<string, string>;
  expression?: string;
  dataClass?: string | string[];
  input?: { atLeast?: number; atMost?: number };
  time?: { from: string; to: string; zone?: string; days?: string[] };
  budget?: Record<string, string>;
}

export interface Rollout {
  to: string[];
  steps: string[];
  every: string;
  calls?: number;
  stopAt: { failures?: string; latency?: number; cost?: number; disagreement?: string };
}

export interface Cache {
  exact?: string;
  semantic?: { ttl?: string; threshold?: number };
  within?: string;
}

export type Trait = Record<string, unknown>;
export type Offer = string | Trait;

/** Which calls it is for, a phrase a condition; names stand between backticks. */
export function whenWords(when: When = {}): string[] {
  const words: string[] = [];
  if (when.capability !== undefined) words.push(`capability is \`${when.capability}\``);
  if (when.model !== undefined) words.push(`model is \`${when.model}\``);
  for (const [label, value] of Object.entries(when.labels ?? {})) words.push(value === '?*' ? `label \`${label}\` is set` : `label \`${label}\` is \`${value}\``);
  if (when.dataClass !== undefined) words.push(`data is ${[when.dataClass].flat().join(' or ')}`);
  if (when.input !== undefined) words.push(inputWords(when.input));
  if (when.time !== undefined) words.push(timeWords(when.time));
  for (const [budget, share] of Object.entries(when.budget ?? {})) words.push(`${share} of \`${budget}\` is used`);
  if (when.expression !== undefined) words.push(`\`${when.expression}\``);
  return words;
}

function inputWords({ atLeast, atMost }: { atLeast?: number; atMost?: number }): string {
  if (atLeast === undefined) return `input is at most ${count(atMost ?? 0)} tokens`;
  return atMost === undefined ? `input is at least ${count(atLeast)} tokens` : `input is ${count(atLeast)} to ${count(atMost)} tokens`;
}

function timeWords({ from, to, zone, days }: { from: string; to: string; zone?: string; days?: string[] }): string {
  const on = days === undefined ? '' : ` on ${days.join(', ')}`;
  return `it is ${from} to ${to}${on}, ${zone ?? 'UTC'}`;
}

/** What an offer must be, a phrase a demand. */
export function requireWords(demands: readonly (string | Trait)[] = []): string[] {
  return demands.map((demand) => (typeof demand === 'string' ? `\`${demand}\`` : traitWords(demand)));
}

/** `runs here`, `region eu`, `200,000 tokens of room`, `at most 5.00 a million`. */
export function traitWords(trait: Trait): string {
  return Object.entries(trait)
    .map(([key, value]) => demandWords(key, value))
    .join(' and ');
}

function demandWords(key: string, value: unknown): string {
  switch (key) {
    case 'ability':
      return text(value);
    case 'context':
      return `${count(Number(value))} tokens of room`;
    case 'price':
      return `at most ${text(value)} a million`;
    case 'privacy':
      return value === 'local' ? 'runs here' : word(text(value)).replace('-', ' ');
    case 'health':
      return `at least ${Number(value) * 100} % do not fail`;
    case 'latency':
      return `answers within ${text(value)}`;
    default:
      return `${key} ${text(value)}`;
  }
}

function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(', ');
  if (typeof value === 'object' && value !== null && 'label' in value) return `as label ${text(value.label)} says`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** An offer as the route names it: by its id, or by what it must be. */
export function offerWords(offer: Offer): string {
  return typeof offer === 'string' ? offer : `any with ${traitWords(offer)}`;
}

const leads: Record<string, string> = {
  priority: 'first of',
  round_robin: 'in turn',
  least_connections: 'least busy of',
  cheapest: 'cheapest of',
  fastest: 'fastest of',
  least_latency: 'sooner of two of',
  hash: 'always the same of',
  affinity: 'who has the conversation, of',
  confident: 'first that is sure:',
  learned: 'learned choice of',
};

/** Who answers: `cheapest of a and b`, `75 % a, 25 % b`, or the one there is. */
export function answerWords({ use, strategy = 'priority', weights }: RouteSpec): string {
  const offers = (use ?? []).map((offer) => ({ offer, name: `\`${offerWords(offer)}\`` }));
  const parts = shares(use ?? [], strategy, weights);
  if (offers.length === 0) return strategy === 'priority' ? 'every provider of the kind' : `${leads[strategy] ?? word(strategy)} every provider of the kind`;
  if (offers.length === 1) return offers[0]?.name ?? '';
  if (parts.length > 0) return offers.map(({ name }, at) => `${percent(parts[at] ?? 0)} ${name}`).join(', ');
  return `${leads[strategy] ?? `${word(strategy)} of`} ${list(offers.map(({ name }) => name))}`;
}

/** The share of calls that each offer gets by its weight, where the strategy goes by weights. */
export function shares(use: readonly Offer[], strategy: string | undefined, weights: Record<string, number> = {}): number[] {
  if (strategy !== 'weighted' && strategy !== 'smooth_weighted') return [];
  const of = use.map((offer) => (typeof offer === 'string' ? (weights[offer] ?? weights[offer.split('/')[0] ?? ''] ?? 1) : 1));
  const all = of.reduce((sum, weight) => sum + weight, 0);
  return of.map((weight) => weight / all);
}

export function percent(share: number): string {
  const of = share * 100;
  return `${of >= 10 || of === 0 ? Math.round(of) : of.toFixed(1)} %`;
}

/** Who answers when none of them does. */
export function elseWords(fallback: readonly Offer[] = []): string {
  return fallback.length === 0 ? 'refused' : fallback.map(offerWords).join(', ');
}

/** By what a rollout is judged: `each step lasts at least 1h and 50 calls; failed at most 2 %, …`. */
export function rolloutWords({ every, calls, stopAt }: Rollout): string {
  const bounds = [
    stopAt.failures === undefined ? [] : [`failed at most ${stopAt.failures.replace('%', ' %')}`],
    stopAt.latency === undefined ? [] : [`latency at most ${stopAt.latency} times the old`],
    stopAt.cost === undefined ? [] : [`cost at most ${stopAt.cost} times the old`],
    stopAt.disagreement === undefined ? [] : [`answers that differ at most ${stopAt.disagreement.replace('%', ' %')}`],
  ].flat();
  return `each step lasts at least ${every} and ${count(calls ?? 50)} attempts; ${list(bounds)}, else all calls go back`;
}

const sharers: Record<string, string> = { principal: 'the same key, user or agent', owner: 'all keys of its owner', tenant: 'the whole tenant' };

/** For how long the answers of a route answer others too, and whom: `equal calls for 1h, of the whole tenant`. */
export function cacheWords({ exact, semantic, within = 'principal' }: Cache): string {
  const alike = semantic === undefined ? undefined : `those that say the same${semantic.ttl === undefined ? '' : ` for ${semantic.ttl}`}${semantic.threshold === undefined ? '' : ` (likeness ${semantic.threshold} and more)`}`;
  const which = [exact === undefined ? [] : [`equal calls for ${exact}`], alike === undefined ? [] : [alike]].flat();
  return which.length === 0 ? 'nothing' : `${list(which)}, of ${sharers[within] ?? within}`;
}

/** In the order in which a call meets them: the highest priority first, of equals the one whose id comes first. */
export function inOrder<T extends { id: string; spec: Record<string, unknown> }>(routes: readonly T[]): T[] {
  const priority = ({ spec }: T) => (spec as RouteSpec).priority ?? 0;
  return [...routes].sort((a, b) => priority(b) - priority(a) || (a.id < b.id ? -1 : 1));
}

/** A text that a glob of a route matches, to begin a dry run with. */
export function example(glob: string): string {
  return glob.replaceAll('?', 'x').replaceAll('*', '');
}
