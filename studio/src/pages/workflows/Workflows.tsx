import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { workflowsQuery } from '@/api/queries';
import type { WorkflowSummary } from '@/api/schema';
import { Ago } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { State } from '@/design/State';
import { count } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { useRows } from '@/table/useRows';
import { Asked } from '../Asked';
import { Page, Top } from '../Page';

const columns: readonly Column[] = [
  { name: 'Workflow', about: 124 },
  { name: 'Steps', about: 16, num: true },
  { name: 'Last run', about: 120 },
  { name: 'Applied', about: 56, num: true },
];

/** The workflows that were applied, each with its last run. */
export function Workflows() {
  const query = useQuery(workflowsQuery);
  return (
    <Page title="Workflows">
      <Top name="Workflows" />
      <Asked query={query} loading={<TableSkeleton name="flows" columns={columns} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No workflows yet" command="./auterity apply -f workflow.yaml">
              A workflow is a graph of steps with a version. Applying a file makes one, or a new version of it.
            </Empty>
          ) : (
            <Table items={items} />
          )
        }
      </Asked>
    </Page>
  );
}

function Table({ items }: { items: WorkflowSummary[] }) {
  const rows = useRows<HTMLTableElement>();
  return (
    <table className="t flows" {...rows}>
      <caption className="sr">Workflows</caption>
      <TableHead columns={columns} />
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td className="c-name">
              <Link data-row className="name stretched" to="/workflows/$id" params={{ id: item.id }} search={{}}>
                {item.id}
              </Link>
              <span className="after">v{item.version}</span>
            </td>
            <td className="num c-steps">
              {count(item.steps)}
              <span className="unit"> steps</span>
            </td>
            <td className="c-last">
              <LastRun item={item} />
            </td>
            <td className="num soft c-when">
              <Ago at={item.appliedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LastRun({ item }: { item: WorkflowSummary }) {
  if (item.lastRun === undefined) return <span className="soft">none</span>;
  return (
    <Link className="inrow" to="/runs/$id" params={{ id: item.lastRun.id }} search={{}}>
      <State of={item.lastRun.state} />{' '}
      <span className="soft">
        <Ago at={item.lastRun.startedAt ?? item.lastRun.createdAt} />
      </span>
    </Link>
  );
}
