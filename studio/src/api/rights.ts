import { useSyncExternalStore } from 'react';
import { covers } from '@/format/text';
import { ApiFailure } from './failure';
import { needs } from './needs';
import type { Session } from './schema';

/** What the one who is signed in may do, as the server told it last; undefined before it did. One for the whole page. */
type Rights = Pick<Session, 'acts' | 'calls'>;

let rights: Rights | undefined;
const listeners = new Set<() => void>();

export function learnRights(told: Rights | undefined): void {
  rights = told;
  listeners.forEach((listener) => listener());
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether an act such as `control:run.read`, or a capability such as `ai.chat.create`, is granted; everything is while nothing is known. */
export function may(target: string): boolean {
  if (rights === undefined) return true;
  if (target.includes(':')) return rights.acts.includes(target);
  return rights.calls.allow.some((pattern) => covers(pattern, target)) && !rights.calls.deny.some((pattern) => covers(pattern, target));
}

/** The same for a component, which is drawn anew when rights change. */
export function useMay(): (target: string) => boolean {
  useSyncExternalStore(watch, () => rights);
  return may;
}

/** Refuses here what the server would refuse, so that it is not asked and no violation stands in the audit log. */
export function requireRight(method: string, path: string): void {
  const act = needs[`${method} ${path}`];
  if (act === undefined || may(act)) return;
  throw new ApiFailure('Not granted', `'${act}' is not granted to you. An administrator of the tenant may give you a key or a role with it.`, 'forbidden', 'caller', false, 403);
}
