import { useState } from 'react';
import { hold } from './hold';

interface Asked {
  /** What the list is of: its filters, order and page. */
  view: string;
  /** The answer is still that of the view before. */
  placeholder: boolean;
}

/** A live list that does not push: the rows shown, how many wait, and the act that shows them. A view begins with its own answer. */
export function useHeld<T extends { id: string }>(items: readonly T[], { view, placeholder }: Asked) {
  const begun = { view: placeholder ? undefined : view, items, rows: items };
  const [kept, setKept] = useState(begun);
  const show = () => setKept({ view, items, rows: items });
  if (placeholder) return { rows: kept.rows, fresh: 0, show };
  const { rows, fresh } = kept.view === view && kept.rows.length > 0 ? hold(kept.rows, items, (row) => row.id) : { rows: items, fresh: 0 };
  // What was shown is kept for the next answer; this is the documented way to keep state made from props.
  if (kept.view !== view || kept.items !== items) setKept({ view, items, rows });
  return { rows, fresh, show };
}
