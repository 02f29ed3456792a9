import type { Key, Limit, Resource } from '@/api/schema';

/** Who stands above each owner: `project/checkout` → `team/payments`. */
export type Above = ReadonlyMap<string, string>;

/** Reads it from the resources of teams and projects. */
export function above(resources: readonly Resource[]): Above {
  return new Map(resources.flatMap(({ kind, id, spec }) => (typeof spec.parent === 'string' ? [[`${kind}/${id}`, `team/${spec.parent}`] as const] : [])));
}

/** An owner and who stands above it, the outermost first; a circle ends where it began. */
export function owners(ref: string | undefined, over: Above): string[] {
  const found: string[] = [];
  for (let at = ref; at !== undefined && !found.includes(at); at = over.get(at)) found.unshift(at);
  return found;
}

type Holder = Pick<Key, 'id' | 'owner' | 'holder' | 'labels'>;

/**
 * The limits that count every call of a key, from the tenant's down to its own. A limit of a model
 * counts only some of its calls, and is none of these.
 */
export function covering(key: Holder, limits: readonly Limit[], over: Above): Limit[] {
  const stations = ['tenant', ...owners(key.owner, over), ...(key.holder === undefined ? [] : [`user/${key.holder}`])];
  const place = (limit: Limit) => Math.max(...limit.scope.split(', ').map((part) => placeOf(part, key, stations)));
  const counts = (limit: Limit) => limit.scope.split(', ').every((part) => placeOf(part, key, stations) >= 0);
  return limits.filter(counts).sort((a, b) => place(a) - place(b));
}

/** How far down the road a part of a scope stands; below zero where it does not count the key's calls. */
function placeOf(part: string, key: Holder, stations: readonly string[]): number {
  if (part === `key ${key.id}`) return stations.length + 1;
  if (part.startsWith('label ')) {
    const label = part.slice(6);
    return Object.entries(key.labels).some(([name, value]) => label === `${name}=${value}`) ? stations.length : -1;
  }
  return stations.indexOf(part.replace(' ', '/'));
}

export function isRate({ period }: Pick<Limit, 'period'>): boolean {
  return period === 'second' || period === 'minute' || period === 'parallel';
}

/** The budget of least left, at which calls stop first. */
export function stopsFirst(budgets: readonly Limit[]): Limit | undefined {
  return budgets.reduce<Limit | undefined>((least, one) => (least === undefined || Number(one.left) < Number(least.left) ? one : least), undefined);
}
