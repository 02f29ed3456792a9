import { isFree } from '@/design/keys';
import type { Action } from './actions';

const patience = 1_000;

/** Listens for the keys of the actions, one or two in a row. Returns what stops it. */
export function listen(actions: () => readonly Action[], now: () => number = Date.now): () => void {
  let before: { key: string; at: number } | undefined;
  const keyDown = (event: KeyboardEvent) => {
    if (!isFree(event) || event.key === 'Shift') return;
    const second = before !== undefined && now() - before.at < patience ? `${before.key} ${event.key}` : event.key;
    const action = actions().find((a) => a.keys === second);
    before = action === undefined ? { key: event.key, at: now() } : undefined;
    if (action === undefined) return;
    event.preventDefault();
    action.run();
  };
  window.addEventListener('keydown', keyDown);
  return () => window.removeEventListener('keydown', keyDown);
}
