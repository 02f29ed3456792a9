import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countsQuery, runsQuery } from '@/api/queries';
import type { RunCounts, RunSummary } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Bar } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { count } from '@/format/text';
import { useConnection } from '@/live/useLine';
import { Bars } from '@/table/Bars';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { AskedList, EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { Counts } from './Counts';
import { byStart, emptied, order, runKeys } from './keys';
import { RetryFailed } from './RetryFailed';
import { Row } from './Row';
import { StartRun } from './StartRun';

const columns = (search: Search, currency?: string): Column[] => [
  { name: 'State', about: 64 },
  { name: 'Workflow', about: 112 },
  { name: 'Run', about: 72 },
  { name: 'Started by', about: 56 },
  { name: 'Progress', about: 48 },
  sorted('duration', 'Queue and run', 88, search),
  { name: 'Failovers', about: 16, num: true },
  { name: `Cost${currency === undefined ? '' : `, ${currency}`}`, about: 48, num: true },
  sorted('started', 'Started', 56, search),
];

/** A column that sorts: the first click the newest or longest first, the second the other way round. */
function sorted(by: 'started' | 'duration', name: string, about: number, search: Search): Column {
  const sort = search.sort ?? '-started';
  const direction = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none';
  const link = (
    <Link to="/runs" search={{ ...without(search, 'cursor'), sort: direction === 'descending' ? by : `-${by}` }}>
      {name}
    </Link>
  );
  return { name: link, about, num: true, sorted: direction };
}

/** Every run of the tenant, newest first, live. */
export function Runs() {
  const [search, change] = useAddress();
  const query = asked(search, runKeys, []);
  const counts = useQuery(countsQuery(without(query, 'state', 'sort', 'cursor')));
  const runs = useQuery(runsQuery({ ...query, limit: '20' }));
  const total = totalOf(counts.data, search);
  const set = (next: Search) => change(without(next, 'cursor'));
  return (
    <Page title="Runs">
      <Top name="Runs">
        <span className="actions">
          <Allowed to="control:run.start">
            <RetryFailed asked={without(query, 'state', 'sort', 'cursor')} failed={counts.data?.byState.failed ?? 0} />
            <StartRun workflow={query.workflow} />
          </Allowed>
        </span>
      </Top>
      <QueryBar path="/runs" search={without(search, 'cursor')} keys={runKeys} onChange={set} />
      <section className="volume" aria-label="Volume">
        <Counts counts={counts.data} search={search} />
        <Bars volume={counts.data} what="Runs started" failed="failed" endsNow={query.until === undefined} onSpan={(since, until) => set({ ...search, since, until })} />
      </section>
      <AskedList
        query={runs}
        search={search}
        holds={byStart(search)}
        loading={<TableSkeleton name="runs" columns={columns({})} />}
        empty={<Nothing search={search} counts={counts.data} onChange={set} />}
        summary={(shown) => `${shown}${total === undefined ? '' : ` of ${count(total)}`}, ${order(search)}`}
        legend={<Legend />}
      >
        {(rows) => <Table rows={rows} search={search} />}
      </AskedList>
    </Page>
  );
}

function totalOf(counts: RunCounts | undefined, search: Search): number | undefined {
  const state = search.state as RunSummary['state'] | undefined;
  return state === undefined ? counts?.total : counts?.byState[state];
}

function Table({ rows, search }: { rows: readonly RunSummary[]; search: Search }) {
  const stale = useConnection().lostAt !== undefined;
  return (
    <table className="t runs">
      <caption className="sr">Runs, {order(search)}</caption>
      <TableHead columns={columns(search, rows[0]?.cost.currency)} />
      <tbody>
        {rows.map((run) => (
          <Row key={run.id} run={run} stale={stale} />
        ))}
      </tbody>
    </table>
  );
}

/** What the bars of the durations are made of. */
function Legend() {
  return (['queue', 'done', 'hold'] as const).map((kind) => (
    <span key={kind} className="legend hint">
      <Bar parts={[{ kind, percent: 100 }]} label={{ queue: 'hatched', done: 'grey', hold: 'yellow' }[kind]} />
      {{ queue: 'queued', done: 'ran', hold: 'waited' }[kind]}
    </span>
  ));
}

function Nothing({ search, counts, onChange }: { search: Search; counts: RunCounts | undefined; onChange: (search: Search) => void }) {
  const { title, drop } = emptied(search);
  const { state } = search;
  const why = state === undefined || counts === undefined ? 'Other times or workflows may have some.' : `${count(counts.total)} runs match without state=${state}.`;
  return (
    <EmptyList what="run" title={title} why={why} filters={drop} search={search} onChange={onChange}>
      <Empty title="No runs yet" command="./auterity demo">
        A run is one execution of a workflow: every step, attempt and cost of it is kept here.
      </Empty>
    </EmptyList>
  );
}
