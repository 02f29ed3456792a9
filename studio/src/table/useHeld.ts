import { useState } from 'react';
import { hold, type Polled } from './hold';

interface Asked {
  /** What the list is of: its filters, order and page. */
  view: string;
  /** The answer is still that of the view before. */
  placeholder: boolean;
  /** New rows wait; without it each answer is shown as it comes. */
  holds: boolean;
}

/** A live list that does not push: the rows shown, how many wait, and the act that shows them. A view begins with its own answer. */
export function useHeld<T extends { id: string }>(page: Polled<T>, { view, placeholder, holds }: Asked) {
  const begun = { view: placeholder ? undefined : view, page, rows: page.items };
  const [kept, setKept] = useState(begun);
  const show = () => setKept({ view, page, rows: page.items });
  if (placeholder) return { rows: kept.rows, fresh: 0, show };
  const { rows, fresh } = holds && kept.view === view ? held(kept.rows, page) : shown(page);
  // What was shown is kept for the next answer; this is the documented way to keep state made from props.
  if (kept.view !== view || kept.page !== page) setKept({ view, page, rows });
  return { rows, fresh, show };
}

function held<T extends { id: string }>(rows: readonly T[], page: Polled<T>) {
  const next = hold(rows, page, (row) => row.id);
  return next.rows.length === 0 ? shown(page) : next;
}

function shown<T>({ items }: Polled<T>) {
  return { rows: items, fresh: 0 };
}
