import type { ReactNode } from 'react';
import { Icon } from '@/design/Icon';
import { plural } from '@/format/text';

interface Props {
  summary: string;
  fresh: number;
  onFresh: () => void;
  /** Whether a row can be opened. */
  opens: boolean;
  /** What its two buttons say. */
  ways?: readonly [string, string] | undefined;
  onNewer?: (() => void) | undefined;
  onOlder?: (() => void) | undefined;
  children?: ReactNode;
}

/** The foot of a list: what is shown, what waits, newer and older. No page numbers. */
export function Pager({ summary, fresh, onFresh, opens, ways: [back, on] = ['Newer', 'Older'], onNewer, onOlder, children }: Props) {
  return (
    <footer className="pager">
      <span>{summary}</span>
      {fresh === 0 ? null : (
        <button type="button" className="ghost fresh" onClick={onFresh}>
          {plural(fresh, 'new', 'new')}
        </button>
      )}
      {children}
      <span className="grow" />
      {opens ? (
        <span className="hint">
          <kbd>J</kbd> <kbd>K</kbd> move, <kbd>Enter</kbd> open
        </span>
      ) : null}
      <button type="button" className="btn" disabled={onNewer === undefined} onClick={onNewer}>
        <Icon name="left" size={14} />
        {back}
      </button>
      <button type="button" className="btn" disabled={onOlder === undefined} onClick={onOlder}>
        {on}
        <Icon name="right" size={14} />
      </button>
    </footer>
  );
}
