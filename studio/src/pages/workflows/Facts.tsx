import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { WorkflowSummary } from '@/api/schema';
import { duration } from '@/format/duration';
import { succeededShare } from '@/format/share';
import { count, shortId } from '@/format/text';
import { isOver } from '@/api/state';

/** How the runs of 30 days went, in one line; `–` until it is known. */
export function Facts({ summary, owner }: { summary: WorkflowSummary | undefined; owner: string | undefined }) {
  const runs = summary?.runs;
  const share = runs === undefined ? undefined : succeededShare(runs);
  const now = runs?.newest.filter(({ state }) => !isOver(state)) ?? [];
  return (
    <dl className="facts">
      <Fact name="runs, 30 d">{runs === undefined ? '–' : count(runs.total)}</Fact>
      <Fact name="succeeded">
        {share ?? '–'} {runs === undefined || runs.failed === 0 ? null : <small className="bad">{count(runs.failed)} failed</small>}
      </Fact>
      <Fact name="p50">{runs?.p50Ms === undefined ? '–' : duration(runs.p50Ms)}</Fact>
      <Fact name="now">
        {now[0] === undefined ? (
          'none under way'
        ) : (
          <Link to="/runs/$id" params={{ id: now[0].id }} search={{}}>
            {count(now.length)} under way
          </Link>
        )}
      </Fact>
      <Fact name="steps">{summary === undefined ? '–' : count(summary.steps)}</Fact>
      {owner === undefined ? null : (
        <Fact name="applied by">
          <span title={owner}>{shortId(owner)}</span>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
