import type { Key as ApiKey, Limit } from '@/api/schema';
import type { Key } from '@/table/query';
import { covering, stopsFirst, type Above } from '../budget/covering';

/** What the keys can be asked by. */
export const keyKeys: readonly Key[] = [
  { name: 'prefix', hint: 'how the secret begins, such as ak_7QmX' },
  { name: 'owner', hint: 'such as team/payments, project/checkout or user/ada' },
  { name: 'view', hint: 'teams, projects and users as a tree', values: ['owners'] },
  { name: 'open', hint: 'the key beside the list' },
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

/** The budget of the key alone; of several the one that stops first. */
export function ownBudget(key: Pick<ApiKey, 'id'>, limits: readonly Limit[]): Limit | undefined {
  return stopsFirst(limits.filter((limit) => limit.kind === 'budget' && limit.scope === `key ${key.id}`));
}

/** The rates of the key alone: requests and tokens a minute, calls in parallel. */
export function ownRates(key: Pick<ApiKey, 'id'>, limits: readonly Limit[]): (string | undefined)[] {
  const own = limits.filter((limit) => limit.scope === `key ${key.id}`);
  const cap = (period: string, unit: string) => own.find((limit) => limit.period === period && limit.unit === unit)?.cap;
  const rates = [cap('minute', 'calls'), cap('minute', 'tokens'), cap('parallel', 'calls')];
  return rates.every((rate) => rate === undefined) ? [] : rates;
}
