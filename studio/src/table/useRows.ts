import { useEffect, useRef, type FocusEvent } from 'react';
import { onKey } from '@/design/keys';

/** The keys that move through rows, for a list without a foot that tells them. */
export const rowHints = [
  ['J K', 'move'],
  ['Enter', 'open'],
] as const;

/** What takes the focus for a row: the link or button marked with this. Enter is its own. */
const marked = '[data-row]';

/** `J` and `K` move the focus down and up through the rows of the list that this is given to. They go on where the focus was last. */
export function useRows<T extends HTMLElement>() {
  const ref = useRef<T>(null);
  const last = useRef<Element>(undefined);
  useEffect(() => {
    const move = (step: number) => {
      const rows = [...(ref.current?.querySelectorAll<HTMLElement>(marked) ?? [])];
      const at = rows.findIndex((row) => row === last.current);
      const next = rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))];
      next?.focus({ preventScroll: true });
      next?.closest('tr, li')?.scrollIntoView({ block: 'nearest' });
    };
    const undo = [onKey('j', () => move(1)), onKey('k', () => move(-1))];
    return () => undo.forEach((stop) => stop());
  }, []);
  const onFocus = ({ target }: FocusEvent) => {
    last.current = target.closest('tr, li')?.querySelector(marked) ?? undefined;
  };
  return { ref, onFocus };
}
