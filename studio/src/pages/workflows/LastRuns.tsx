import type { RunState, WorkflowSummary } from '@/api/schema';
import { count } from '@/format/text';

type Point = WorkflowSummary['runs']['newest'][number];

const places = 15;
const step = 9;
const marks: Partial<Record<RunState, string>> = { running: 'var(--mark-live)', queued: 'var(--mark-live)', waiting: 'var(--mark-wait)' };

/** The newest runs as a road lying down, the newest right: a dot is done, a red one stands beside the road, a ring is under way, a tick was cancelled. */
export function LastRuns({ newest }: { newest: readonly Point[] }) {
  const first = places - newest.length;
  const x = (at: number) => 4 + at * step;
  const said = newest.length === 0 ? 'It has not run in the last 30 days' : `The last ${count(newest.length)} runs, the newest first: ${newest.map(({ state }) => state).join(', ')}`;
  return (
    <svg className="last-runs" width={places * step} height="20" viewBox={`0 0 ${places * step} 20`} role="img" aria-label={said} fill="none">
      <title>{said}</title>
      {first === 0 ? null : <path d={`M4 8H${newest.length === 0 ? x(places - 1) : x(first)}`} stroke="var(--road-ahead)" strokeWidth="1.5" strokeDasharray="1.5 2.5" />}
      {newest.length < 2 ? null : <path d={`M${x(first)} 8H${x(places - 1)}`} stroke="var(--road)" strokeWidth="2" />}
      {[...newest].reverse().map((point, at) => (
        <Mark key={point.id} state={point.state} x={x(first + at)} />
      ))}
    </svg>
  );
}

function Mark({ state, x }: { state: RunState; x: number }) {
  if (state === 'failed') {
    return (
      <>
        <path d={`M${x} 8v5`} stroke="var(--mark-fail)" strokeWidth="1.5" />
        <circle cx={x} cy="14.5" r="3.5" fill="var(--mark-fail)" />
      </>
    );
  }
  if (state === 'cancelled') return <path d={`M${x} 4v8`} stroke="var(--mark)" strokeWidth="2" />;
  const ring = marks[state];
  if (ring === undefined) return <circle cx={x} cy="8" r="2.75" fill="var(--road)" />;
  return <circle cx={x} cy="8" r="3.25" fill="var(--surface)" stroke={ring} strokeWidth="2" />;
}
