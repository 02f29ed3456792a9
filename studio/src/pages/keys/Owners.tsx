import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Key, Limit, Page as List } from '@/api/schema';
import { Broken, Empty, Late } from '@/design/Place';
import { money, periodWords, usedWords } from '@/format/money';
import { count, list } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { without, type Search } from '@/table/query';
import { useRows } from '@/table/useRows';
import { Asked, trouble } from '../Asked';
import { BudgetBar } from '../budget/BudgetBar';
import { stopsFirst } from '../budget/covering';
import { ownerTree, type OwnerRow } from './owners';
import type { Surroundings } from './surroundings';

const columns: readonly Column[] = [
  { name: 'Owner', about: 116 },
  { name: 'Members', about: 88 },
  { name: 'Keys', about: 24, num: true },
  { name: 'Budget', about: 120 },
  { name: 'Used of the cap', about: 96, num: true },
  { name: <span className="sr">Edit</span>, about: 32 },
];

/** Teams, projects and users as a tree, each with its keys and the budget that stops it first. */
export function Owners({ around, keys, search }: { around: Surroundings; keys: UseQueryResult<List<Key>>; search: Search }) {
  if (around.ownersError !== undefined) return <Broken trouble={trouble(around.ownersError)} />;
  if (!around.ownersKnown) {
    return (
      <div role="group" aria-busy="true" aria-label="Loading">
        <Late>
          <TableSkeleton name="ownerlist" columns={columns} />
        </Late>
      </div>
    );
  }
  if (around.owners.length === 0) {
    return (
      <Empty
        title="No teams, projects or users yet"
        acts={
          <Link className="btn" to="/docs/$page" params={{ page: 'keys' }} search={{}}>
            How they are written
          </Link>
        }
      >
        They own keys, and a limit on a team counts the calls of everything below it.
      </Empty>
    );
  }
  return (
    <Asked query={keys} loading={<TableSkeleton name="ownerlist" columns={columns} />}>
      {({ items, truncated }) => <Table rows={ownerTree(around.owners, items)} counted={!truncated} around={around} search={search} />}
    </Asked>
  );
}

function Table({ rows, counted, around, search }: { rows: OwnerRow[]; counted: boolean; around: Surroundings; search: Search }) {
  const keyboard = useRows<HTMLTableElement>();
  return (
    <table className="t ownerlist" {...keyboard}>
      <caption className="sr">Teams, projects and users</caption>
      <TableHead columns={columns} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.ref} {...(search.open === row.ref ? { 'aria-selected': true } : {})}>
            <td className="c-n" style={{ '--depth': row.depth } as React.CSSProperties}>
              <Link data-row className="name stretched" to="/keys" search={{ ...without(search, 'view', 'open', 'cursor'), owner: row.ref }} aria-label={`Keys of ${row.ref}`}>
                {row.id}
              </Link>
              <span className="after">
                {row.kind}
                {row.name === '' ? '' : `, ${row.name}`}
              </span>
            </td>
            <td className="c-me soft">{row.members.length === 0 ? '' : list(row.members)}</td>
            <td className={row.keys === 0 ? 'num c-k zero' : 'num c-k'}>
              {counted ? count(row.keys) : '–'}
              <span className="unit"> {row.keys === 1 ? 'key' : 'keys'}</span>
            </td>
            <Budget limit={stopsFirst(around.limits.filter((limit) => limit.kind === 'budget' && limit.scope === row.ref.replace('/', ' ')))} />
            <td className="c-ed">
              <Link to="/keys" search={{ ...search, open: row.ref }} aria-label={`Edit ${row.ref}`}>
                Edit
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Budget({ limit }: { limit: Limit | undefined }) {
  if (limit === undefined) {
    return (
      <>
        <td className="c-bar nil" />
        <td className="num soft c-bud nil">–</td>
      </>
    );
  }
  return (
    <>
      <td className="c-bar">
        <BudgetBar limit={limit} />
      </td>
      <td className="num c-bud" title={usedWords(limit)}>
        {money(limit.used)} <span className="soft">of {money(limit.cap)} {limit.unit} {periodWords(limit.period)}</span>
      </td>
    </>
  );
}
