import type { Resource } from '@/api/schema';
import { actOf, findOf, finds, inOrder, specOf } from './words';

/** A rule that holds for a route. */
export interface Held {
  id: string;
  /** What it does, e.g. `mask`. */
  act: string;
  /** Whether it names the route; others are inherited from every route. */
  own: boolean;
  /** Whether it holds for some of the route's calls only. */
  some: boolean;
}

/** What holds for one route, a cell for each of what is looked for. */
export interface PolicyRow {
  /** Undefined for what holds whichever route takes a call. */
  route: string | undefined;
  cells: Held[][];
}

export interface Policy {
  /** What any rule looks for, in the order of the list. */
  columns: { find: string; name: string }[];
  rows: PolicyRow[];
}

/** Which rules hold for which route: those that name it, and those that name none. */
export function policyOf(rules: readonly Resource[], routes: readonly string[]): Policy {
  const columns = finds.filter(({ find }) => rules.some((rule) => findOf(specOf(rule)) === find)).map(({ find, name }) => ({ find, name }));
  const row = (route: string | undefined): PolicyRow => ({ route, cells: columns.map(({ find }) => inOrder(rules).filter((rule) => findOf(specOf(rule)) === find).flatMap((rule) => held(rule, route))) });
  return { columns, rows: [row(undefined), ...routes.map(row)] };
}

function held(rule: Resource, route: string | undefined): Held[] {
  const spec = specOf(rule);
  const { routes = [], models = [], capabilities = [], labels = {} } = spec.scope ?? {};
  if (routes.length > 0 && (route === undefined || !routes.includes(route))) return [];
  return [{ id: rule.id, act: actOf(spec).word, own: routes.length > 0, some: models.length + capabilities.length + Object.keys(labels).length > 0 }];
}
