import { Link } from '@tanstack/react-router';
import type { RunSummary } from '@/api/schema';
import { Ago, Bar, Id } from '@/design/Marks';
import { State } from '@/design/State';
import { duration } from '@/format/duration';
import { exactly, money } from '@/format/money';
import { count, tailId } from '@/format/text';
import { progressParts, starter, timeParts, why } from './row';

/** A run in the list. The whole row leads to it. */
export function Row({ run, stale }: { run: RunSummary; stale: boolean }) {
  const reason = why(run);
  const parts = progressParts(run);
  const time = timeParts(run);
  const { done, total } = run.progress;
  return (
    <tr>
      <td className="c-state">
        <State of={run.state} word={stale && run.state === 'running' ? 'running, then' : run.state} />
      </td>
      <td className="c-wf">
        <Link data-row className="name stretched" to="/runs/$id" params={{ id: run.id }} search={{}}>
          {run.workflow}
        </Link>
        <span className="after">v{run.version}</span>
        {reason === undefined ? null : <span className="why">{reason}</span>}
      </td>
      <td className="c-meta">
        <Id id={run.id} text={tailId(run.id)} />
      </td>
      <td className="c-trig soft">{starter(run)}</td>
      <td className="c-prog">
        <span>
          {count(done)}
          <span className="soft">/{count(total)}</span>
        </span>
        {parts === undefined ? null : <Bar parts={parts} label={`${count(done)} of ${count(total)}`} />}
      </td>
      <td className="num c-time">
        <span>{duration(run.queuedMs + run.durationMs)}</span>
        <Bar parts={time.parts} label={time.label} plain />
      </td>
      <td className={`num c-fail ${run.failovers === 0 ? 'zero' : ''}`}>{count(run.failovers)}</td>
      <td className={`num c-cost ${Number(run.cost.amount) === 0 ? 'zero' : ''}`} title={exactly(run.cost)}>
        {money(run.cost.amount)}
        <span className="unit"> {run.cost.currency}</span>
      </td>
      <td className="num soft c-when">
        <Ago at={run.startedAt ?? run.createdAt} />
      </td>
    </tr>
  );
}
