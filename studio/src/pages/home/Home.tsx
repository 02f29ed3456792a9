import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { askedQuery } from '@/api/approvals';
import { countsQuery, decisionsQuery, decisionVolumeQuery, keysQuery, limitsQuery, providersQuery, runsQuery } from '@/api/queries';
import { useMay } from '@/api/rights';
import { Icon } from '@/design/Icon';
import { useNow } from '@/design/now';
import { Empty, SkLine } from '@/design/Place';
import { list } from '@/format/text';
import { useRows } from '@/table/useRows';
import { useAddress } from '../address';
import { Page, Top } from '../Page';
import { routesIcon } from '../routes/page';
import { FirstSteps } from './FirstSteps';
import { MovedTable } from './MovedTable';
import { Needs } from './Needs';
import { RoadNow } from './RoadNow';
import { isNew } from './steps';

/** What each part of the page takes to be read, and what it is called where it is not. */
const parts = { approvals: 'control:approval.read', runs: 'control:run.read', keys: 'control:key.read', calls: 'control:decision.read', providers: 'control:provider.read', budgets: 'control:resource.read' } as const;

/** The first room: what needs the reader, what moved, and the road now; for a tenant without anything, what to do first. */
export function Home() {
  const [search] = useAddress();
  const may = useMay();
  const of = useParts();
  const hidden = Object.entries(parts).flatMap(([name, act]) => (may(act) ? [] : [name]));
  if (hidden.length === Object.keys(parts).length) return <Nothing />;
  const there = { providers: of.providers.data?.items, keys: of.keys.data?.items, decision: of.newest.data?.items[0] };
  const first = search.view === 'first' || (search.view === undefined && of.counts.data?.total === 0 && of.newest.data !== undefined && isNew(there));
  if (first) return <FirstSteps there={there} />;
  return <Now of={of} hidden={hidden} />;
}

function Now({ of, hidden }: { of: Parts; hidden: readonly string[] }) {
  const today = new Date(useNow()).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
  const rows = useRows<HTMLDivElement>();
  const waits = [of.approvals, of.failed, of.keys].some(({ isLoading }) => isLoading);
  return (
    <Page title="Home" fixed>
      <Top name="Home" tally={today}>
        <span className="actions">
          <Link className="btn" to="/" search={{ view: 'first' }}>
            <Icon name={routesIcon} size={14} />
            First steps
          </Link>
        </span>
      </Top>
      <div className="split with-panel home">
        <div className="list" {...rows}>
          {waits ? <Waiting /> : <Needs of={of} />}
          {waits ? null : <MovedTable of={of} />}
          {hidden.length === 0 ? null : <p className="home-hidden soft small">Not shown, since you may not read them: {list(hidden)}.</p>}
        </div>
        <aside className="side home-side" aria-label="The road now">
          <RoadNow of={of} />
        </aside>
      </div>
    </Page>
  );
}

/** The shape of what needs the reader. */
function Waiting() {
  return (
    <div role="group" aria-busy="true" aria-label="Loading">
      <div className="cap">
        <h2>Needs you now</h2>
      </div>
      {[320, 260, 300].map((width) => (
        <SkLine key={width} width={width} />
      ))}
    </div>
  );
}

/** Who is signed in may read nothing of this page. */
function Nothing() {
  return (
    <Page title="Nothing granted">
      <Top name="Auterity" />
      <Empty title="Nothing here is granted to you">You are signed in, and none of the rooms may be read with what you have. An administrator of the tenant gives roles and keys.</Empty>
    </Page>
  );
}

/** As many of the newest calls make the road. */
const newest = '50';

/** What the parts of the page are made of; what the reader may not read is not asked for. */
function useParts() {
  const may = useMay();
  const [runs, keys, calls, providers] = [may(parts.runs), may(parts.keys), may(parts.calls), may(parts.providers)];
  return {
    approvals: useQuery({ ...askedQuery({ state: 'open', mine: 'true', limit: '100' }), enabled: may(parts.approvals) }),
    failed: useQuery({ ...runsQuery({ state: 'failed', since: '24h', sort: '-started', limit: '200' }), enabled: runs }),
    counts: useQuery({ ...countsQuery({ since: '48h' }), enabled: runs }),
    keys: useQuery({ ...keysQuery({ limit: '500' }), enabled: keys }),
    newest: useQuery({ ...decisionsQuery({ since: '24h', limit: newest }), enabled: calls }),
    day: useQuery({ ...decisionVolumeQuery({ since: '24h' }), enabled: calls }),
    before: useQuery({ ...decisionVolumeQuery({ since: '48h', until: '24h' }), enabled: calls }),
    providers: useQuery({ ...providersQuery({}), enabled: providers }),
    budgets: useQuery({ ...limitsQuery({ kind: 'budget', limit: '50' }), enabled: may(parts.budgets) }),
  };
}

export type Parts = ReturnType<typeof useParts>;
