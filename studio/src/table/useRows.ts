import { useEffect, useRef, useState } from 'react';
import { onKey } from '@/design/keys';

/** The row under the cursor: `J` and `K` move it, Enter opens it. Give each row `ref` by its place. */
export function useRows(length: number, onOpen: (at: number) => void) {
  const [cursor, setCursor] = useState(-1);
  const rows = useRef(new Map<number, HTMLElement>());
  const at = Math.min(cursor, length - 1);

  useEffect(() => {
    const move = (step: number) => {
      const next = Math.max(0, Math.min(length - 1, at + step));
      setCursor(next);
      rows.current.get(next)?.scrollIntoView({ block: 'nearest' });
    };
    const undo = [onKey('j', () => move(1)), onKey('k', () => move(-1))];
    return () => undo.forEach((stop) => stop());
  }, [at, length]);

  useEffect(() => {
    if (at < 0) return undefined;
    return onKey('Enter', (event) => {
      if (document.activeElement === document.body || document.activeElement === null) onOpen(at);
      else if (event.target instanceof HTMLElement) event.target.click();
    });
  }, [at, onOpen]);

  const row = (place: number) => ({
    ref: (element: HTMLElement | null) => {
      if (element === null) rows.current.delete(place);
      else rows.current.set(place, element);
    },
    className: place === at ? 'cursor' : undefined,
  });
  return { row, at };
}
