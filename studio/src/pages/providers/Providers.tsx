import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { providersQuery } from '@/api/queries';
import type { Provider } from '@/api/schema';
import { Empty, Sk } from '@/design/Place';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useRows } from '@/table/useRows';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Drops } from '../AskedList';
import { Page } from '../Page';
import { summary } from './chart';
import { kinds, providerKeys } from './keys';
import { Panel } from './Panel';
import { Row } from './Row';

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
      <header className="top">
        <h1>Providers</h1>
        <span className="soft tally">{summary((query.data?.items ?? []).map((p) => p.state))}</span>
      </header>
      <QueryBar path="/providers" search={search} keys={providerKeys} onChange={set} />
      <div className={open === undefined ? 'split' : 'split with-panel'}>
        <div className="list">
          <Asked query={query} loading={<Skeleton />}>
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
      <Head />
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

function Head() {
  return (
    <thead>
      <tr>
        <th>Provider</th>
        <th>Grade</th>
        <th>State</th>
        <th>Breaker</th>
        <th title="Latency as a line, success as a strip, 30 minutes">Last 30 min</th>
        <th className="num">p50</th>
        <th className="num">Slots</th>
        <th>Last error</th>
      </tr>
    </thead>
  );
}

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  const drop = ['kind', 'state'].filter((key) => search[key] !== undefined);
  if (drop.length === 0) {
    return (
      <Empty title="No providers yet" command="./auterity apply -f examples/complaint-triage/resources.yaml">
        A provider is a connector with its settings and its key. Calls take the road to one of them.
      </Empty>
    );
  }
  return (
    <Empty
      title="No provider matches"
      acts={<Drops filters={drop} search={search} onChange={onChange} />}
    >
      The filters leave nothing. Drop one of them.
    </Empty>
  );
}

function Skeleton() {
  return (
    <table className="t prov">
      <Head />
      <tbody>
        {[120, 92, 76, 64, 100].map((width, at) => (
          <tr key={at}>
            {[width, 40, 72, 56, 90, 40, 24, 80].map((w, cell) => (
              <td key={cell} className={cell === 5 || cell === 6 ? 'num' : undefined}>
                <Sk width={w} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
