import { useQuery } from '@tanstack/react-query';
import { limitsQuery } from '@/api/queries';
import type { Limit } from '@/api/schema';
import { Empty, Sk } from '@/design/Place';
import { plural } from '@/format/text';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { BudgetLegend } from '../budget/BudgetBar';
import { AskedList, Drops } from '../AskedList';
import { Page } from '../Page';
import { groups, limitKeys } from './groups';
import { Row } from './Row';

/** Budgets and quotas: whose calls count, what is used and held of the cap, and when it begins anew. */
export function Limits() {
  const [search, change] = useAddress();
  const query = useQuery(limitsQuery({ ...asked(search, limitKeys, []), limit: '100' }));
  return (
    <Page title="Limits">
      <header className="top">
        <h1>Limits</h1>
      </header>
      <QueryBar path="/limits" search={without(search, 'cursor')} keys={limitKeys} onChange={(next) => change(without(next, 'cursor'))} />
      <AskedList
        query={query}
        search={search}
        holds={false}
        opens={false}
        loading={<Skeleton />}
        empty={<Nothing search={search} onChange={change} />}
        summary={(shown) => plural(shown, 'limit')}
        legend={<BudgetLegend forecast />}
      >
        {(rows) => <Table rows={rows} />}
      </AskedList>
    </Page>
  );
}

function Table({ rows }: { rows: readonly Limit[] }) {
  return (
    <table className="t limits">
      <caption className="sr">Limits by kind</caption>
      <Head />
      {groups(rows).map(({ name, what, limits }) => (
        <tbody key={name}>
          <tr className="kind">
            <th colSpan={8} scope="rowgroup">
              <code>{name}</code> &nbsp;{what}
            </th>
          </tr>
          {limits.map((limit) => (
            <Row key={limit.id} limit={limit} />
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
        <th>Limit</th>
        <th>Whose calls</th>
        <th>Used and held of the cap</th>
        <th className="num">Used</th>
        <th className="num">Held</th>
        <th className="num">Left</th>
        <th className="num">Cap</th>
        <th className="num">Begins anew</th>
      </tr>
    </thead>
  );
}

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  const filters = ['kind', 'scope'].filter((key) => search[key] !== undefined);
  if (filters.length > 0) {
    return (
      <Empty title="No limit matches" acts={<Drops filters={filters} search={search} onChange={onChange} />}>
        {filters.length === 1 ? 'The filter leaves nothing. Drop it.' : 'The filters leave nothing. Drop one.'}
      </Empty>
    );
  }
  return (
    <Empty title="No limits" command="./auterity apply -f limits.yaml">
      A budget caps what calls may cost, a quota how many there may be: of the tenant, of one key, or of one label. What an attempt may cost at most is held before it begins.
    </Empty>
  );
}

function Skeleton() {
  return (
    <table className="t limits">
      <Head />
      <tbody>
        {[92, 120, 76, 104].map((width, at) => (
          <tr key={at}>
            {[width, 72, 160, 56, 40, 56, 40, 72].map((w, cell) => (
              <td key={cell} className={cell > 2 ? 'num' : undefined}>
                <Sk width={w} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
