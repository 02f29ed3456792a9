import { useState } from 'react';
import { hold } from './hold';

/** A live list that does not push: the rows shown, how many wait, and the act that shows them. `view` is what the list is of. */
export function useHeld<T extends { id: string }>(view: string, polled: readonly T[]) {
  const [kept, setKept] = useState({ view, polled, rows: polled });
  const same = kept.view === view;
  const { rows, fresh } = same && kept.rows.length > 0 ? hold(kept.rows, polled, (row) => row.id) : { rows: [...polled], fresh: 0 };
  // What was shown is kept for the next answer; this is the documented way to keep state made from props.
  if (!same || kept.polled !== polled) setKept({ view, polled, rows });
  return { rows, fresh, show: () => setKept({ view, polled, rows: polled }) };
}
