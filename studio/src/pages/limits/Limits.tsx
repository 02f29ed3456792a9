import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { limitsQuery } from '@/api/queries';
import type { Limit } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { Empty } from '@/design/Place';
import { plural } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { BudgetLegend } from '../budget/BudgetBar';
import { AskedList, EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { groups, limitKeys } from './groups';
import { LimitForm } from './LimitForm';
import { LimitPanel } from './Panel';
import { Row } from './Row';

const columns: readonly Column[] = [
  { name: 'Limit', about: 104 },
  { name: 'Whose calls', about: 72 },
  { name: 'Used and held of the cap', about: 160 },
  { name: 'Used', about: 56, num: true },
  { name: 'Held', about: 40, num: true },
  { name: 'Left', about: 56, num: true },
  { name: 'Cap', about: 40, num: true },
  { name: 'Begins anew', about: 72, num: true },
];

/** Budgets and quotas: whose calls count, what is used and held of the cap, and when it begins anew. */
export function Limits() {
  const [search, change] = useAddress();
  const query = useQuery(limitsQuery({ ...asked(search, limitKeys, ['open', 'form', 'of']), limit: '100' }));
  const inOrder = groups(query.data?.items ?? []).flatMap(({ limits }) => limits);
  const { open, form } = search;
  const kind = form === 'budget' || form === 'quota' ? form : undefined;
  const close = useCallback(() => change(without(search, 'open')), [change, search]);
  const leave = useCallback(() => change(without(search, 'form', 'of')), [change, search]);
  const saved = (id: string | undefined) => change({ ...without(search, 'form', 'of', 'open'), ...(id === undefined ? {} : { open: id }) });
  const begin = (what: 'budget' | 'quota') => change({ ...without(search, 'of'), form: what });
  const step = (by: number) => {
    const next = inOrder[inOrder.findIndex(({ id }) => id === open) + by];
    if (next !== undefined && open !== undefined) change({ ...search, open: next.id }, true);
  };
  return (
    <Page title="Limits" fixed>
      <Top name="Limits">
        <span className="actions">
          <Allowed to="control:resource.write">
            <button type="button" className="btn" onClick={() => begin('quota')}>
              <Icon name="add" size={14} />
              Set a quota
            </button>
          </Allowed>
          <Allowed to="control:resource.write">
            <button type="button" className="btn primary" onClick={() => begin('budget')}>
              <Icon name="add" size={14} />
              Set a budget
            </button>
          </Allowed>
        </span>
      </Top>
      <QueryBar path="/limits" search={without(search, 'cursor')} keys={limitKeys} onChange={(next) => change(without(next, 'cursor'))} />
      <div className={open === undefined && kind === undefined ? 'split' : 'split with-panel'}>
        <div className="list">
          <AskedList
            query={query}
            search={without(search, 'open', 'form', 'of')}
            holds={false}
            loading={<TableSkeleton name="limits" columns={columns} />}
            empty={<Nothing search={search} onChange={change} />}
            summary={(shown) => plural(shown, 'limit')}
            legend={open === undefined && kind === undefined ? <BudgetLegend forecast /> : undefined}
          >
            {(rows) => <Table rows={rows} search={search} />}
          </AskedList>
        </div>
        {kind !== undefined ? <LimitForm kind={kind} of={search.of} onClose={leave} onSaved={saved} /> : open === undefined ? null : <LimitPanel id={open} limits={query} onClose={close} onStep={step} />}
      </div>
    </Page>
  );
}

function Table({ rows, search }: { rows: readonly Limit[]; search: Search }) {
  return (
    <table className="t limits">
      <caption className="sr">Limits by kind</caption>
      <TableHead columns={columns} />
      {groups(rows).map(({ name, what, limits }) => (
        <tbody key={name}>
          <tr className="kind">
            <th colSpan={8} scope="rowgroup">
              <code>{name}</code> &nbsp;{what}
            </th>
          </tr>
          {limits.map((limit) => (
            <Row key={limit.id} limit={limit} search={search} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  return (
    <EmptyList what="limit" filters={['kind', 'scope']} search={search} onChange={onChange}>
      <Empty title="No limits" command="./auterity apply -f examples/complaint-triage/limits.yaml">
        A budget caps what calls may cost, a quota how many there may be: of the tenant, of one key, or of one label. What an attempt may cost at most is held before it begins.
      </Empty>
    </EmptyList>
  );
}
