import { Link } from '@tanstack/react-router';
import type { MatrixRow } from '@/api/schema';
import { Bar, Tags } from '@/design/Marks';
import { Grade } from '@/design/State';
import { count } from '@/format/text';
import { percent } from '@/format/scale';
import { exact } from '@/format/time';
import { without, type Search } from '@/table/query';
import { useRows } from '@/table/useRows';
import { columnsOf, covered, lastRun, ran, resourceOf, spaced, type Group } from './catalogue';
import { marked } from './facts';
import { Marks } from './Support';

interface Props {
  search: Search;
  picked: readonly string[];
  onPick: (id: string) => void;
}

/** Connectors by kind; a mark for each operation, a column for each thing that is acted upon. */
export function Kinds({ groups, ...props }: Props & { groups: readonly Group[] }) {
  const rows = useRows<HTMLDivElement>();
  return (
    <div {...rows}>
      {groups.map((group) => (
        <Kind key={group.kind} group={group} {...props} />
      ))}
    </div>
  );
}

function Kind({ group: { kind, resources, rows }, ...props }: Props & { group: Group }) {
  return (
    <table className="t cat">
      <caption className="sr">Connectors of kind {kind}</caption>
      <thead>
        <tr>
          <th className="c-pick">
            <span className="sr">Pick</span>
          </th>
          <th className="c-name">
            <code>{kind}</code>
          </th>
          <th className="c-auth">Auth</th>
          <th className="c-grade">Grade</th>
          <th className="c-ran">What ran</th>
          <th className="num c-ops">Ops</th>
          {columnsOf(resources).map((column) => (
            <th key={column.name} className="c-mark" title={column.resources.map(spaced).join(', ')}>
              {spaced(column.name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} resources={resources} {...props} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, resources, search, picked, onPick }: Props & { row: MatrixRow; resources: readonly string[] }) {
  const { has, of } = covered(row);
  const { date } = lastRun(row);
  const classes = row.grade === 'V0' ? 'muted' : undefined;
  return (
    <tr data-id={row.id} className={classes} {...(search.open === row.id ? { 'aria-selected': true } : {})}>
      <td className="c-pick">
        <input type="checkbox" aria-label={`Pick ${row.id} to compare`} checked={picked.includes(row.id)} onChange={() => onPick(row.id)} />
      </td>
      <td className="c-name">
        <Link data-row className="name stretched" to="/providers/catalogue" search={{ ...without(search, 'tab'), open: row.id }}>
          {row.id}
        </Link>
        <Tags marks={row.priority === undefined ? marked(row) : [...marked(row), row.priority]} />
        <span className="con">{row.vendor ?? row.summary}</span>
      </td>
      <td className="c-auth" title={row.auth.join(', ')}>
        <code>{row.auth.length === 0 ? 'none' : row.auth.join(' ')}</code>
      </td>
      <td className="c-grade">
        <Grade grade={row.grade} />
      </td>
      <td className="c-ran" title={date === undefined ? ran(row) : `${ran(row)}, ${exact(date)}`}>
        {ran(row)}
        {date === undefined ? null : <span className="soft"> {date}</span>}
      </td>
      <td className="num c-ops">
        {count(has)}
        <span className="soft">/{count(of)}</span>
        <span className="phone-bar">
          <Bar parts={[{ kind: 'done', percent: percent(has, of) }]} label={`${count(has)} of ${count(of)} operations`} />
        </span>
      </td>
      {columnsOf(resources).map((column) => (
        <td key={column.name} className="c-mark">
          {column.resources.map((resource) => (
            <Marks key={resource} resource={spaced(resource)} cells={row.operations.filter((cell) => resourceOf(cell) === resource)} />
          ))}
        </td>
      ))}
    </tr>
  );
}
