import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page as List } from '@/api/schema';
import { Empty, Late } from '@/design/Place';
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
  /** What lies before the rows and behind them, in words. */
  ways?: readonly [string, string];
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
function Rows<T extends { id: string }>({ page, turning, search, holds, opens = true, summary, legend, ways, children }: Shown<T> & { page: List<T>; turning: boolean }) {
  const held = useHeld(page, { view: JSON.stringify(search), placeholder: turning, holds });
  const paging = usePaging(search, turning ? undefined : page.next);
  const rows = useRows<HTMLDivElement>();
  return (
    <>
      <div className="scroll" aria-busy={turning} {...rows}>
        {children(held.rows)}
      </div>
      <Pager summary={turning ? 'Loading' : summary(held.rows.length)} fresh={held.fresh} onFresh={held.show} opens={opens} ways={ways} {...paging}>
        {legend}
      </Pager>
    </>
  );
}

interface EmptyProps {
  /** One of what the list is of. */
  what: string;
  title?: string;
  why?: string;
  /** What may have emptied it, where the address says it. */
  filters: readonly string[];
  search: Search;
  onChange: (search: Search) => void;
  /** What stands there when nothing was filtered. */
  children: ReactNode;
}

/** An empty list: what could be dropped of that which was asked for; where nothing was, what such things are. */
export function EmptyList({ what, title = `No ${what} matches`, why, filters, search, onChange, children }: EmptyProps) {
  const set = filters.filter((key) => search[key] !== undefined);
  if (set.length === 0) return children;
  const drops = set.map((key) => (
    <button key={key} type="button" className="btn" onClick={() => onChange(without(search, key))}>
      Remove {key}={search[key]}
    </button>
  ));
  return (
    <Empty title={title} acts={drops}>
      {why ?? (set.length === 1 ? 'The filter leaves nothing. Drop it.' : 'The filters leave nothing. Drop one of them.')}
    </Empty>
  );
}
