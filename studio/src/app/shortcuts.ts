import { isFree } from '@/design/keys';
import type { Action } from './actions';

const patience = 1_000;

/** Listens for the keys of the actions, one or two in a row. Returns what stops it. */
export function listen(actions: () => readonly Action[], now: () => number = Date.now): () => void {
  let before: { key: string; at: number } | undefined;
  const keyDown = (event: KeyboardEvent) => {
    if (!isFree(event) || event.key === 'Shift') return;
    const first = before !== undefined && now() - before.at < patience ? before.key : undefined;
    const action = meant(actions(), first, event.key);
    before = action === undefined ? { key: event.key, at: now() } : undefined;
    if (action === undefined) return;
    event.preventDefault();
    action.run();
  };
  window.addEventListener('keydown', keyDown);
  return () => window.removeEventListener('keydown', keyDown);
}

/** The action of both keys, else of the second alone: the first may have been for something else. */
function meant(actions: readonly Action[], first: string | undefined, key: string): Action | undefined {
  const both = first === undefined ? undefined : actions.find((action) => action.keys === `${first} ${key}`);
  return both ?? actions.find((action) => action.keys === key);
}
