import type { Secret } from '@/api/schema';
import type { use, User } from './uses';

/** A secret of the list, as far as it is known. */
export interface Kept {
  name: string;
  of: Secret | undefined;
  users: readonly User[];
  use: ReturnType<typeof use>;
}

/** What the list is narrowed to. */
export const filters = ['all', 'in use', 'not used', 'no host'] as const;

/** Whether a secret stands in the list that is narrowed so. */
export function fitting({ of, use }: Kept, state: string | undefined): boolean {
  if (state === 'no host') return of?.hosts.length === 0;
  return state === undefined || state === 'all' || use === state;
}
