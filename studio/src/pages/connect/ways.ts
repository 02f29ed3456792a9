import type { Resource } from '@/api/schema';
import type { RouteSpec } from '../routes/words';

/** A route that calls of this kind may take. */
export interface Way {
  id: string;
  version: number;
  spec: RouteSpec;
  /** Who is asked now, in their order. */
  plan: string[];
}

/** How a route is to be changed: where the new provider stands in it. */
export type Place = 'first' | 'last';

/** Routes whose condition on the capability takes one of that kind, and that name who is asked; by priority. */
export function waysOf(routes: readonly Resource[], kind: string): Way[] {
  return routes
    .map(({ id, version, spec }): Way => ({ id, version, spec, plan: names((spec as RouteSpec).use) }))
    .filter(({ spec, plan }) => plan.length > 0 && spec.when?.capability !== undefined && takes(spec.when.capability, kind))
    .sort((a, b) => (b.spec.priority ?? 0) - (a.spec.priority ?? 0) || a.id.localeCompare(b.id));
}

/** Whether a pattern of capabilities takes some of a kind. */
export function takes(pattern: string, kind: string): boolean {
  const head = pattern.split('.')[0] ?? '';
  const glob = head.split('*').map((part) => part.replaceAll(/[\\^$+?()[\]{}|]/g, String.raw`\$&`)).join('.*');
  return new RegExp(`^${glob}$`).test(kind);
}

/** The route with one more who is asked. */
export function withProvider({ id, version, spec }: Way, provider: string, at: Place): { kind: string; id: string; version: number; spec: RouteSpec } {
  const use = (spec.use ?? []).filter((one) => one !== provider);
  return { kind: 'route', id, version, spec: { ...spec, use: at === 'first' ? [provider, ...use] : [...use, provider] } };
}

function names(use: RouteSpec['use']): string[] {
  return (use ?? []).map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}
