import type { Resource, Trigger } from '@/api/schema';

/** Kinds of resources that may name a secret, in the order in which users are told. */
export const naming = ['provider', 'issuer', 'workflow', 'guardrail', 'route', 'budget'] as const;

/** What names a secret: a resource, or a trigger that stands in no file. */
export interface User {
  kind: (typeof naming)[number] | 'trigger';
  /** As it is called. */
  name: string;
  /** Where its page shows it. */
  id: string;
}

/** All that a spec names as `secret: NAME`, at whatever depth, each once. */
export const named = (spec: unknown): string[] => [...new Set(all(spec))];

function all(spec: unknown): string[] {
  if (typeof spec !== 'object' || spec === null) return [];
  return Object.entries(spec).flatMap(([field, value]: [string, unknown]) => (field === 'secret' && typeof value === 'string' ? [value] : all(value)));
}

/** Who names which secret. */
export function usersOf(resources: readonly Resource[], triggers: readonly Trigger[]): Map<string, User[]> {
  const users = new Map<string, User[]>();
  const add = (user: User, spec: unknown) => named(spec).forEach((secret) => users.set(secret, [...(users.get(secret) ?? []), user]));
  for (const kind of naming) resources.filter((one) => one.kind === kind).forEach(({ id, spec }) => add({ kind, name: id, id }, spec));
  // Those in a file stand in the spec of its workflow.
  triggers.filter(({ inFile }) => !inFile).forEach(({ id, name, webhook, poll }) => add({ kind: 'trigger', name, id }, { webhook, poll }));
  return users;
}

/** Whether a secret is used; undefined while not all is read that may name it. */
export function use(users: readonly User[], whole: boolean): 'in use' | 'not used' | undefined {
  if (users.length > 0) return 'in use';
  return whole ? 'not used' : undefined;
}

/** Hosts as they are typed: with commas, spaces or line breaks between. */
export const hostsOf = (typed: string): string[] => typed.split(/[\s,]+/).filter((host) => host !== '');
