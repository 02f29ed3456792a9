import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { providersQuery } from '@/api/queries';
import type { Provider } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { Empty } from '@/design/Place';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useRows } from '@/table/useRows';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { summary } from './chart';
import { kinds, providerKeys } from './keys';
import { Panel } from './Panel';
import { Row } from './Row';

const columns: readonly Column[] = [
  { name: 'Provider', about: 104 },
  { name: 'Grade', about: 40 },
  { name: 'State', about: 72 },
  { name: 'Breaker', about: 56 },
  { name: 'Last 30 min', about: 90, hint: 'Latency as a line, success as a strip, 30 minutes' },
  { name: 'p50', about: 40, num: true },
  { name: 'Slots', about: 24, num: true },
  { name: 'Last error', about: 80 },
];

/** The tenant's providers by kind: state, breaker, the last half hour, slots. */
export function Providers() {
  const [search, change] = useAddress();
  const query = useQuery(providersQuery(asked(search, providerKeys, ['open'])));
  const set = useCallback((next: Search) => change(next), [change]);
  const shown = byKind(query.data?.items ?? []);
  const open = search.open;
  const close = useCallback(() => change(without(search, 'open')), [change, search]);
  const step = (by: number) => {
    const flat = shown.flatMap(([, providers]) => providers);
    const next = flat[flat.findIndex((p) => p.id === open) + by];
    if (next !== undefined) change({ ...search, open: next.id }, true);
  };
  return (
    <Page title="Providers" fixed>
      <Top name="Providers" tally={summary((query.data?.items ?? []).map((p) => p.state))}>
        <span className="actions">
          <Link className="btn" to="/providers/catalogue" search={{}}>
            Catalogue
          </Link>
          <Allowed to="control:resource.write">
            <Link className="btn primary" to="/providers/connect" search={{}}>
              <Icon name="add" size={14} />
              Add a provider
            </Link>
          </Allowed>
        </span>
      </Top>
      <QueryBar path="/providers" search={search} keys={providerKeys} onChange={set} />
      <div className={open === undefined ? 'split' : 'split with-panel'}>
        <div className="list">
          <Asked query={query} loading={<TableSkeleton name="prov" columns={columns} />}>
            {({ items }) => (items.length === 0 ? <Nothing search={search} onChange={set} /> : <Table groups={shown} search={search} />)}
          </Asked>
        </div>
        {open === undefined ? null : <Panel id={open} settled={!query.isPending} onClose={close} onStep={step} />}
      </div>
    </Page>
  );
}

/** Groups in the order of the kinds, what is new at the end. */
function byKind(providers: Provider[]): [string, Provider[]][] {
  const order = [...new Set([...Object.keys(kinds), ...providers.map((p) => p.kind)])];
  return order.map((kind): [string, Provider[]] => [kind, providers.filter((p) => p.kind === kind)]).filter(([, group]) => group.length > 0);
}

function Table({ groups, search }: { groups: [string, Provider[]][]; search: Search }) {
  const rows = useRows<HTMLTableElement>();
  return (
    <table className="t prov" {...rows}>
      <caption className="sr">Providers by kind</caption>
      <TableHead columns={columns} />
      {groups.map(([kind, providers]) => (
        <tbody key={kind}>
          <tr className="kind">
            <th colSpan={8} scope="rowgroup">
              <code>{kind}</code> &nbsp;{kinds[kind]}
            </th>
          </tr>
          {providers.map((provider) => (
            <Row key={provider.id} provider={provider} search={search} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  return (
    <EmptyList what="provider" filters={['kind', 'state']} search={search} onChange={onChange}>
      <Empty
        title="No providers yet"
        command="./auterity apply -f examples/complaint-triage/providers.yaml"
        acts={
          <Link className="btn primary" to="/providers/connect" search={{}}>
            Choose a connector
          </Link>
        }
      >
        A provider is a connector with its settings and its key. Calls take the road to one of them.
      </Empty>
    </EmptyList>
  );
}
