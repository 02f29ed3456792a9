import type { Key, Resource } from '@/api/schema';

/** A team, project or user in the tree; `depth` says how far below the outermost team. */
export interface OwnerRow {
  ref: string;
  kind: string;
  id: string;
  name: string;
  depth: number;
  members: string[];
  /** How many keys are its own that are not revoked. */
  keys: number;
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Teams with the teams and projects below them, then projects of no team, then users; what names a parent that is gone stands outermost. */
export function ownerTree(resources: readonly Resource[], keys: readonly Pick<Key, 'owner' | 'holder' | 'revoked'>[]): OwnerRow[] {
  const teams = resources.filter(({ kind }) => kind === 'team');
  const known = new Set(teams.map(({ id }) => id));
  const parent = (one: Resource) => [text(one.spec.parent)].find((id) => id !== undefined && known.has(id));
  const shown = new Set<Resource>();
  const row = (one: Resource, depth: number): OwnerRow => ({
    ref: `${one.kind}/${one.id}`,
    kind: one.kind,
    id: one.id,
    name: text(one.spec.name) ?? '',
    depth,
    members: texts(one.spec.members),
    keys: keys.filter((key) => key.revoked === undefined && (key.owner === `${one.kind}/${one.id}` || (one.kind === 'user' && key.holder === one.id))).length,
  });
  const below = (one: Resource, depth: number): OwnerRow[] => {
    if (shown.has(one)) return [];
    shown.add(one);
    const children = resources.filter((other) => other.kind !== 'user' && one.kind === 'team' && parent(other) === one.id);
    return [row(one, depth), ...children.flatMap((child) => below(child, depth + 1))];
  };
  const outermost = resources.filter((one) => one.kind !== 'user' && parent(one) === undefined);
  const users = resources.filter(({ kind }) => kind === 'user');
  return [...outermost.filter(({ kind }) => kind === 'team'), ...outermost.filter(({ kind }) => kind !== 'team'), ...teams, ...users].flatMap((one) => below(one, 0));
}
