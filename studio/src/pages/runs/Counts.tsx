import { Link } from '@tanstack/react-router';
import type { RunCounts } from '@/api/schema';
import { count } from '@/format/text';
import { without, type Search } from '@/table/query';
import { states } from './keys';

/** A figure per state, each a filter. */
export function Counts({ counts, search }: { counts: RunCounts | undefined; search: Search }) {
  const plain = without(search, 'state', 'cursor');
  return (
    <div className="counts">
      <Figure figure={counts?.total} word="all" search={plain} on={false} />
      {states.map((state) => (
        <Figure key={state} figure={counts?.byState[state]} word={state} search={{ ...plain, state }} on={search.state === state} />
      ))}
    </div>
  );
}

function Figure({ figure, word, search, on }: { figure: number | undefined; word: string; search: Search; on: boolean }) {
  return (
    <Link to="/runs" search={search} className={on ? 'on' : ''}>
      <b className={figure === 0 ? 'zero' : undefined}>{figure === undefined ? '–' : count(figure)}</b>
      <small>{word}</small>
    </Link>
  );
}
