import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page as List } from '@/api/schema';
import { Late } from '@/design/Place';
import { Pager } from '@/table/Pager';
import { without, type Search } from '@/table/query';
import { useHeld } from '@/table/useHeld';
import { useRows } from '@/table/useRows';
import { Asked } from './Asked';
import { usePaging } from './paging';

interface Shown<T> {
  search: Search;
  /** New rows wait until they are asked for. */
  holds: boolean;
  /** Whether a row leads somewhere. */
  opens?: boolean;
  /** Says how many rows stand there. */
  summary: (shown: number) => string;
  legend?: ReactNode;
  /** The table of the rows. */
  children: (rows: readonly T[]) => ReactNode;
}

interface Props<T> extends Shown<T> {
  query: UseQueryResult<List<T>>;
  loading: ReactNode;
  /** What stands there without a row. */
  empty: ReactNode;
}

/** A list by pages: its shape while it loads, what went wrong, what to do when it is empty, else its rows, with Newer and Older. */
export function AskedList<T extends { id: string }>({ query, loading, empty, ...shown }: Props<T>) {
  const turning = query.isPlaceholderData;
  return (
    <Asked query={query} loading={loading}>
      {(page) => {
        if (page.items.length > 0) return <Rows page={page} turning={turning} {...shown} />;
        return turning ? <Late>{loading}</Late> : empty;
      }}
    </Asked>
  );
}

/** `turning` while the rows are still those of the view before. */
function Rows<T extends { id: string }>({ page, turning, search, holds, opens = true, summary, legend, children }: Shown<T> & { page: List<T>; turning: boolean }) {
  const held = useHeld(page, { view: JSON.stringify(search), placeholder: turning, holds });
  const paging = usePaging(search, turning ? undefined : page.next);
  const rows = useRows<HTMLDivElement>();
  return (
    <>
      <div className="scroll" aria-busy={turning} {...rows}>
        {children(held.rows)}
      </div>
      <Pager summary={turning ? 'Loading' : summary(held.rows.length)} fresh={held.fresh} onFresh={held.show} opens={opens} {...paging}>
        {legend}
      </Pager>
    </>
  );
}

/** What an empty list could do without: a button for each filter that may have emptied it. */
export function Drops({ filters, search, onChange }: { filters: readonly string[]; search: Search; onChange: (search: Search) => void }) {
  return filters.map((key) => (
    <button key={key} type="button" className="btn" onClick={() => onChange(without(search, key))}>
      Remove {key}={search[key]}
    </button>
  ));
}
