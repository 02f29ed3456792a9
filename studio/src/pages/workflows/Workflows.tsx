import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { workflowsQuery } from '@/api/queries';
import type { WorkflowSummary } from '@/api/schema';
import { Ago } from '@/design/Marks';
import { Empty, Sk } from '@/design/Place';
import { State } from '@/design/State';
import { count } from '@/format/text';
import { useRows } from '@/table/useRows';
import { Asked } from '../Asked';
import { Page } from '../Page';

/** The workflows that were applied, each with its last run. */
export function Workflows() {
  const query = useQuery(workflowsQuery);
  return (
    <Page title="Workflows">
      <header className="top">
        <h1>Workflows</h1>
      </header>
      <Asked query={query} loading={<Skeleton />}>
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
      <Head />
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

function Head() {
  return (
    <thead>
      <tr>
        <th>Workflow</th>
        <th className="num">Steps</th>
        <th>Last run</th>
        <th className="num">Applied</th>
      </tr>
    </thead>
  );
}

function Skeleton() {
  return (
    <table className="t flows">
      <Head />
      <tbody>
        {[124, 92, 140].map((width) => (
          <tr key={width}>
            {[width, 16, 120, 56].map((w, cell) => (
              <td key={cell} className={cell % 2 === 1 ? 'num' : undefined}>
                <Sk width={w} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
