import type { ReactNode } from 'react';
import type { Run, Timeline } from '@/api/schema';
import { Ago, Bar, Tags, Until } from '@/design/Marks';
import { useNow } from '@/design/now';
import { duration } from '@/format/duration';
import { percent } from '@/format/scale';
import { exactly, sum } from '@/format/money';
import { count } from '@/format/text';
import { starter } from '../runs/row';
import { costMarks, elapsedMs, left, queued, succeeded } from './facts';

/** The figures of a run in one line. They change in place. */
export function FactsStrip({ run, timeline }: { run: Run; timeline: Timeline | undefined }) {
  const { done, total } = run.progress;
  const issues = succeeded(run, 'tracker.issue.create');
  return (
    <dl className="facts">
      <div className="wide">
        <dt>progress</dt>
        <dd>
          <span>
            {count(done)}
            <small> / {count(total)}</small>
          </span>
          <Progress run={run} />
        </dd>
      </div>
      <Elapsed run={run} timeline={timeline} />
      <Fact name="failed">{count(run.failedItems)}</Fact>
      <Fact name="failovers">{count(run.failovers)}</Fact>
      <Fact name="repeated steps">{count(run.repeatedSteps)}</Fact>
      {issues === undefined ? null : <Fact name="issues opened">{count(issues)}</Fact>}
      <Fact name="cost">
        <span title={exactly(run.cost)}>
          {sum(run.cost)}
        </span>
        <Tags marks={costMarks(run)} />
      </Fact>
      <Fact name="started">
        <Started run={run} /> <small>by {starter(run)}</small>
      </Fact>
    </dl>
  );
}

/** When it started, or will, unless another start comes by then. */
function Started({ run: { startedAt, begins } }: { run: Run }) {
  if (startedAt !== undefined) return <Ago at={startedAt} />;
  if (begins === undefined) return '–';
  return (
    <span title="Unless another start comes by then">
      begins <Until at={begins} />
    </span>
  );
}

/** A bar stands only where the run is unfinished. */
function Progress({ run }: { run: Run }) {
  const { done, total } = run.progress;
  if (run.state === 'succeeded') return null;
  const running = run.state === 'running' ? (run.steps.find((step) => step.type === 'each')?.running ?? 0) : 0;
  return (
    <Bar
      label={`${count(done)} of ${count(total)} done${running === 0 ? '' : `, ${count(running)} running`}`}
      parts={[{ kind: run.state === 'failed' ? 'fail' : run.state === 'waiting' ? 'hold' : 'done', percent: percent(done, total) }, ...(running > 0 ? [{ kind: 'live', percent: percent(running, total) } as const] : [])]}
    />
  );
}

function Elapsed({ run, timeline }: { run: Run; timeline: Timeline | undefined }) {
  const now = useNow();
  const ms = elapsedMs(run, now);
  const notes = [queued(run), run.state === 'running' ? left(timeline, now) : undefined].filter((note) => note !== undefined);
  return (
    <Fact name="elapsed">
      {ms === undefined ? '–' : duration(ms)} {notes.length === 0 ? null : <small>{notes.join(', ')}</small>}
    </Fact>
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
