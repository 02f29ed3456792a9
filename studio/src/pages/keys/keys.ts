import type { Key as ApiKey, Limit } from '@/api/schema';
import type { Key } from '@/table/query';
import { covering, stopsFirst, type Above } from '../budget/covering';

/** What the keys can be asked by. */
export const keyKeys: readonly Key[] = [
  { name: 'prefix', hint: 'how the secret begins, such as ak_7QmX' },
  { name: 'owner', hint: 'such as team/payments, project/checkout or user/ada' },
  { name: 'view', hint: 'teams, projects and users as a tree', values: ['owners'] },
  { name: 'open', hint: 'the key beside the list; in the tree the team, project or user that is changed' },
  { name: 'form', hint: 'what is written', values: ['change'] },
  { name: 'cursor', hint: 'a page further on' },
];

/** A key that ends this soon is told apart. */
const soon = 7 * 86_400_000;

export const standings = ['live', 'rotating', 'expiring', 'refused', 'not used', 'ended', 'revoked'] as const;

export type Standing = (typeof standings)[number];

/** How a key stands: `refused` where a limit that counts all its calls has nothing left. */
export function standing(key: ApiKey, limits: readonly Limit[], over: Above, now: number): Standing {
  if (key.revoked !== undefined) return 'revoked';
  if (key.expires !== undefined && Date.parse(key.expires) <= now) return 'ended';
  if (covering(key, limits, over).some((limit) => limit.resetsAt !== undefined && Number(limit.left) === 0)) return 'refused';
  if (key.former !== undefined && Date.parse(key.former.until) > now) return 'rotating';
  if (key.expires !== undefined && Date.parse(key.expires) - now < soon) return 'expiring';
  return key.lastUsed === undefined ? 'not used' : 'live';
}

/** `12 live, 1 rotating`, in the order of the standings. */
export function tally(all: readonly Standing[]): string {
  return standings
    .map((one) => ({ one, times: all.filter((each) => each === one).length }))
    .filter(({ times }) => times > 0)
    .map(({ one, times }) => `${times} ${one}`)
    .join(', ');
}

/** Last used first, then those that never were, at last those that are over. */
export function lastUsedFirst(keys: readonly ApiKey[]): ApiKey[] {
  const place = (key: ApiKey) => (key.revoked === undefined ? 0 : 1);
  return [...keys].sort((a, b) => place(a) - place(b) || (b.lastUsed ?? '').localeCompare(a.lastUsed ?? '') || b.id.localeCompare(a.id));
}

/** `any model`, the one it may use, or how many. */
export function modelWords({ models }: Pick<ApiKey, 'models'>): string {
  if (models === undefined) return 'any model';
  return models.length === 1 ? (models[0] ?? '') : `${models.length} models`;
}

/** What stands nearest to a key of the limits that count all its calls: its own, else those of its label, holder, project or team; the whole tenant's is none of its. */
function nearest(key: ApiKey, limits: readonly Limit[], over: Above, wanted: (limit: Limit) => boolean): readonly Limit[] {
  const all = covering(key, limits, over).filter((limit) => limit.scope !== 'tenant' && wanted(limit));
  return all.filter(({ scope }) => scope === all.at(-1)?.scope);
}

/** The budget that a key spends, its own or the one of its owner; of several the one that stops first. */
export function budgetOf(key: ApiKey, limits: readonly Limit[], over: Above): Limit | undefined {
  return stopsFirst(nearest(key, limits, over, ({ kind }) => kind === 'budget'));
}

/** The rates of a key, its own or those of its owner: requests and tokens a minute, calls in parallel; empty where it has none of them. */
export function ratesOf(key: ApiKey, limits: readonly Limit[], over: Above): (Limit | undefined)[] {
  const rate = (period: string, unit: string) => nearest(key, limits, over, (limit) => limit.period === period && limit.unit === unit)[0];
  const rates = [rate('minute', 'calls'), rate('minute', 'tokens'), rate('parallel', 'calls')];
  return rates.every((one) => one === undefined) ? [] : rates;
}

/** Whose a limit is where it is not the key's alone: what others use of it counts too. */
export function sharedWith(key: Pick<ApiKey, 'id'>, { scope }: Limit): string | undefined {
  return scope === `key ${key.id}` ? undefined : scope;
}
