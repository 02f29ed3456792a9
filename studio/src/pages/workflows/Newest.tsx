import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { runsQuery } from '@/api/queries';
import { Ago, Id } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { useSeen } from '@/design/seen';
import { State } from '@/design/State';
import { duration } from '@/format/duration';
import { exactly, sum } from '@/format/money';
import { count, tailId } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { Asked } from '../Asked';
import { starter, why } from '../runs/row';

const columns: readonly Column[] = [
  { name: 'State', about: 64 },
  { name: 'Run', about: 72 },
  { name: 'Version', about: 24, className: 'f1' },
  { name: 'Started by', about: 56, className: 'f1' },
  { name: 'Items', about: 48, num: true },
  { name: 'Took', about: 48, num: true },
  { name: 'Cost', about: 48, num: true, className: 'f1' },
  { name: 'Started', about: 56, num: true },
];

/** The newest runs of a workflow. */
export function Newest({ id, total }: { id: string; total: number | undefined }) {
  const place = useRef<HTMLElement>(null);
  const seen = useSeen(place);
  const query = useQuery({ ...runsQuery({ workflow: id, limit: '6' }), enabled: seen });
  return (
    <section className="newest" aria-label="Last runs" ref={place}>
      <div className="cap">
        <h2>Last runs</h2>
        <span className="grow" />
        {total === undefined || total === 0 ? null : (
          <Link to="/runs" search={{ workflow: id, since: '30d' }}>
            all {count(total)}
          </Link>
        )}
      </div>
      {seen ? <Asked query={query} loading={<TableSkeleton name="newest" columns={columns} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No runs yet">A run is one execution of this workflow: every step, attempt and cost of it is kept.</Empty>
          ) : (
            <table className="t newest">
              <caption className="sr">Last runs</caption>
              <TableHead columns={columns} />
              <tbody>
                {items.map((run) => (
                  <tr key={run.id}>
                    <td className="c-state">
                      <State of={run.state} />
                    </td>
                    <td className="c-run">
                      <Id id={run.id}>
                        <Link to="/runs/$id" params={{ id: run.id }} search={{}}>
                          <code>{tailId(run.id)}</code>
                        </Link>
                      </Id>{' '}
                      <span className="soft why">{why(run)}</span>
                    </td>
                    <td className="f1">v{run.version}</td>
                    <td className="soft f1">{starter(run)}</td>
                    <td className="num c-items">
                      {count(run.progress.done)}
                      <span className="soft">/{count(run.progress.total)}</span>
                    </td>
                    <td className="num c-took">{duration(run.durationMs)}</td>
                    <td className="num f1" title={exactly(run.cost)}>
                      {sum(run.cost)}
                    </td>
                    <td className="num soft c-when">
                      <Ago at={run.startedAt ?? run.createdAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Asked> : null}
    </section>
  );
}
