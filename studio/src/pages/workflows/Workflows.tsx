import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { workflowsQuery } from '@/api/queries';
import { useMay } from '@/api/rights';
import type { WorkflowSummary } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { onKey } from '@/design/keys';
import { Ago } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { duration } from '@/format/duration';
import { succeededShare } from '@/format/share';
import { count } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { useRows } from '@/table/useRows';
import { Asked } from '../Asked';
import { DraftLinks } from '../editor/DraftLinks';
import { NewWorkflow } from '../editor/NewWorkflow';
import { Page, Top } from '../Page';
import { Gallery } from '../templates/Gallery';
import { LastRuns } from './LastRuns';

const columns: readonly Column[] = [
  { name: 'Workflow', about: 124 },
  { name: 'Last 15 runs', about: 135 },
  { name: 'Runs, 30 d', about: 32, num: true, className: 'f1' },
  { name: 'Succeeded', about: 64, num: true },
  { name: 'p50', about: 48, num: true, hint: 'Median of the runs of 30 days that succeeded' },
  { name: 'Last run', about: 56, num: true },
];

/** The workflows that were applied, each with how its runs of 30 days went. */
export function Workflows() {
  const query = useQuery(workflowsQuery);
  const total = query.data?.items.length;
  return (
    <Page title="Workflows">
      <Top name="Workflows" tally={total === undefined || total === 0 ? '' : count(total)}>
        <Allowed to="control:workflow.draft">
          <NewWorkflow taken={query.data?.items.map(({ id }) => id) ?? []} />
        </Allowed>
      </Top>
      <DraftLinks />
      <Asked query={query} loading={<TableSkeleton name="flows" columns={columns} />}>
        {({ items }) =>
          items.length === 0 ? (
            <>
              <Empty title="No workflows yet" command="./auterity apply -f examples/complaint-triage/workflow.yaml">
                A workflow is a graph of steps with a version. Applying a file makes one, or a new version of it.
              </Empty>
              <Gallery taken={[]} />
            </>
          ) : (
            <>
              <Table items={items} />
              <Foot total={items.length} />
            </>
          )
        }
      </Asked>
    </Page>
  );
}

function Table({ items }: { items: WorkflowSummary[] }) {
  const rows = useRows<HTMLTableElement>();
  const navigate = useNavigate();
  const mayStart = useMay()('control:run.start');
  useEffect(
    () =>
      onKey('s', () => {
        const id = document.activeElement?.closest('tr')?.dataset.workflow;
        if (id !== undefined && mayStart) void navigate({ to: '/workflows/$id', params: { id }, search: { act: 'start' } });
      }),
    [navigate, mayStart],
  );
  return (
    <table className="t flows" {...rows}>
      <caption className="sr">Workflows</caption>
      <TableHead columns={columns} />
      <tbody>
        {items.map((item) => (
          <Row key={item.id} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item }: { item: WorkflowSummary }) {
  const { runs } = item;
  const share = succeededShare(runs);
  return (
    <tr data-workflow={item.id}>
      <td className="c-name">
        <Link data-row className="name stretched" to="/workflows/$id" params={{ id: item.id }} search={{}}>
          {item.id}
        </Link>
        <span className="after">v{item.version}</span>
      </td>
      <td className="c-runs">
        <LastRuns newest={runs.newest} />
      </td>
      <td className={`num f1 ${runs.total === 0 ? 'zero' : ''}`}>{count(runs.total)}</td>
      <td className="num c-share">
        {share ?? <span className="soft">–</span>}
        {runs.failed === 0 ? null : (
          <Link className="inrow bad small" to="/runs" search={{ workflow: item.id, state: 'failed', since: '30d' }}>
            {count(runs.failed)} failed
          </Link>
        )}
      </td>
      <td className="num c-p50">{runs.p50Ms === undefined ? <span className="soft">–</span> : duration(runs.p50Ms)}</td>
      <td className="num soft c-when">
        {item.lastRun === undefined ? (
          'none'
        ) : (
          <Link className="inrow" to="/runs/$id" params={{ id: item.lastRun.id }} search={{}}>
            <Ago at={item.lastRun.startedAt ?? item.lastRun.createdAt} />
          </Link>
        )}
      </td>
    </tr>
  );
}

function Foot({ total }: { total: number }) {
  const mayStart = useMay()('control:run.start');
  return (
    <footer className="pager flows-foot">
      <span>
        {count(total)} of {count(total)}
      </span>
      <span className="hint">a run that failed stands beside its road; a ring is under way</span>
      <span className="grow" />
      <span className="hint keys-hint">
        <kbd>J</kbd> <kbd>K</kbd> move, <kbd>Enter</kbd> open{mayStart ? <>, <kbd>S</kbd> start</> : null}
      </span>
    </footer>
  );
}
