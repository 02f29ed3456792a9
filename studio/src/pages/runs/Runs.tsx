import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countsQuery, runsQuery } from '@/api/queries';
import type { RunCounts, RunSummary } from '@/api/schema';
import { Bar } from '@/design/Marks';
import { Empty, Sk } from '@/design/Place';
import { count } from '@/format/text';
import { useConnection } from '@/live/useLine';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { AskedList, Drops } from '../AskedList';
import { Page } from '../Page';
import { byStart, emptied, order, runKeys } from './keys';
import { Row } from './Row';
import { Bars, Counts } from './Volume';

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
      <header className="top">
        <h1>Runs</h1>
      </header>
      <QueryBar path="/runs" search={without(search, 'cursor')} keys={runKeys} onChange={set} />
      <section className="volume" aria-label="Volume">
        <Counts counts={counts.data} search={search} />
        <Bars counts={counts.data} endsNow={query.until === undefined} onSpan={(since, until) => set({ ...search, since, until })} />
      </section>
      <AskedList
        query={runs}
        search={search}
        holds={byStart(search)}
        loading={<Skeleton />}
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
      <Head currency={rows[0]?.cost.currency} search={search} />
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

function Head({ currency, search }: { currency: string | undefined; search: Search }) {
  return (
    <thead>
      <tr>
        <th>State</th>
        <th>Workflow</th>
        <th>Run</th>
        <th>Started by</th>
        <th>Progress</th>
        <Sorted by="duration" search={search}>
          Queue and run
        </Sorted>
        <th className="num">Failovers</th>
        <th className="num">Cost{currency === undefined ? '' : `, ${currency}`}</th>
        <Sorted by="started" search={search}>
          Started
        </Sorted>
      </tr>
    </thead>
  );
}

/** A head that sorts: the first click the newest or longest first, the second the other way round. */
function Sorted({ by, search, children }: { by: 'started' | 'duration'; search: Search; children: string }) {
  const sort = search.sort ?? '-started';
  const direction = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none';
  return (
    <th className="num" aria-sort={direction}>
      <Link to="/runs" search={{ ...without(search, 'cursor'), sort: direction === 'descending' ? by : `-${by}` }}>
        {children}
      </Link>
    </th>
  );
}

function Nothing({ search, counts, onChange }: { search: Search; counts: RunCounts | undefined; onChange: (search: Search) => void }) {
  const { title, drop } = emptied(search);
  if (drop.length === 0) {
    return (
      <Empty title="No runs yet" command="./auterity demo">
        A run is one execution of a workflow: every step, attempt and cost of it is kept here.
      </Empty>
    );
  }
  const state = search.state;
  return (
    <Empty
      title={title}
      acts={<Drops filters={drop} search={search} onChange={onChange} />}
    >
      {state === undefined || counts === undefined ? 'Other times or workflows may have some.' : `${count(counts.total)} runs match without state=${state}.`}
    </Empty>
  );
}

function Skeleton() {
  return (
    <table className="t runs">
      <Head currency={undefined} search={{}} />
      <tbody>
        {[124, 92, 140, 108, 124, 92].map((width, at) => (
          <tr key={at}>
            {[64, width, 72, 56, 48, 88, 16, 48, 56].map((w, cell) => (
              <td key={cell} className={cell > 4 ? 'num' : undefined}>
                <Sk width={w} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
