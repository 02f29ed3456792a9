import { Link } from '@tanstack/react-router';
import { Tag } from '@/design/Marks';
import { recent } from '@/format/address';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { Asked } from '../Asked';
import { CallsLink } from '../decisions/CallsLink';
import type { Parts } from './Home';
import { movedCalls, movedRuns, type Moved } from './moved';

const columns: readonly Column[] = [
  { name: <span className="sr-only">Figure</span>, about: 120 },
  { name: '24 h', num: true, about: 80 },
  { name: 'Day before', num: true, about: 80, className: 'home-before' },
  { name: 'Change', num: true, about: 48 },
  { name: 'Mostly', about: 240 },
];

/** The figures of the last day beside those of the day before. */
export function MovedTable({ of: { day, before, counts } }: { of: Parts }) {
  if (!day.isEnabled && !counts.isEnabled) return null;
  const loading = <TableSkeleton name="moved" columns={columns} />;
  return (
    <section aria-label="What moved">
      <div className="cap line">
        <h2>What moved</h2>
        <span className="soft">since yesterday at this time</span>
      </div>
      {day.isEnabled ? (
        <Asked query={day} loading={loading}>
          {(now) => (
            <Asked query={before} loading={loading}>
              {(then) => <Figures rows={[...movedCalls(now, then), ...(counts.data === undefined ? [] : movedRuns(counts.data))]} />}
            </Asked>
          )}
        </Asked>
      ) : null}
      {counts.isEnabled && (!day.isEnabled || counts.isError) ? (
        <Asked query={counts} loading={loading}>
          {(both) => (day.isEnabled ? null : <Figures rows={movedRuns(both)} />)}
        </Asked>
      ) : null}
    </section>
  );
}

function Figures({ rows }: { rows: readonly Moved[] }) {
  return (
    <table className="t home-moved" aria-label="What moved">
      <TableHead columns={columns} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              {row.name} {row.label === undefined ? null : <Tag>{row.label}</Tag>}
            </th>
            <td className="num now">
              <b>
                <Counted row={row} />
              </b>
            </td>
            <td className="num soft home-before">{row.before}</td>
            <td className="num change">{row.change}</td>
            <td className="soft because" title={row.because}>
              {row.because}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The figure, as a link to what it was counted from. */
function Counted({ row: { name, now, calls } }: { row: Moved }) {
  if (name !== 'runs')
    return (
      <CallsLink of={calls} label={`${now} ${name}: see them`}>
        {now}
      </CallsLink>
    );
  return (
    <Link className="calls" to="/runs" search={recent} aria-label={`${now} runs: see them`}>
      {now}
    </Link>
  );
}
