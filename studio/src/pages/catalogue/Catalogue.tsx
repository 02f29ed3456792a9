import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { matrixQuery } from '@/api/queries';
import type { MatrixRow } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Empty } from '@/design/Place';
import { TableSkeleton, type Column } from '@/table/Columns';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Capabilities } from '../capabilities/Capabilities';
import { EmptyList } from '../AskedList';
import { Page } from '../Page';
import { groups, pick, picked } from './catalogue';
import { Foot } from './Foot';
import { catalogueKeys } from './keys';
import { Kinds } from './Kinds';
import { Panel } from './Panel';
import { RefusedPlugins } from './RefusedPlugins';
import { Tallies } from './Tallies';

const columns: readonly Column[] = [
  { name: 'Connector', about: 160 },
  { name: 'Auth', about: 80 },
  { name: 'Grade', about: 40 },
  { name: 'What ran', about: 140 },
  { name: 'Operations', about: 320 },
];

/** Every connector of this installation: what it can do, and how that was verified. */
export function Catalogue() {
  const [search, change] = useAddress();
  const query = useQuery(matrixQuery({}));
  const set = useCallback((next: Search) => change(next), [change]);
  const rows = wanted(query.data?.connectors ?? [], asked(search, catalogueKeys, []));
  const open = search.open;
  const close = useCallback(() => change(without(search, 'open', 'tab')), [change, search]);
  const step = (by: number) => {
    const next = rows[rows.findIndex(({ id }) => id === open) + by];
    if (next !== undefined) change({ ...search, open: next.id }, true);
  };
  const ids = picked(search.ids);
  const onPick = useCallback(
    (id: string) => {
      const next = pick(search.ids, id);
      change(next === '' ? without(search, 'ids') : { ...search, ids: next }, true);
    },
    [change, search],
  );
  useEffect(() => onKey('x', () => focusedRow(onPick)), [onPick]);
  return (
    <Page title="Catalogue" fixed>
      <header className="top">
        <Link className="crumb" to="/providers" search={{}}>
          Providers
        </Link>
        <span className="sep">/</span>
        <h1>Catalogue</h1>
        <Views search={search} />
        <span className="grow" />
        <span className="actions">
          <Allowed to="control:plugin.install">
            <Link className="btn" to="/providers/connect/file" search={{}}>
              <Icon name="file" size={14} />
              New connector
            </Link>
          </Allowed>
          <Allowed to="control:resource.write">
            <Link className="btn primary" to="/providers/connect" search={{}}>
              <Icon name="add" size={14} />
              Add a provider
            </Link>
          </Allowed>
        </span>
      </header>
      <QueryBar path="/providers/catalogue" search={search} keys={catalogueKeys} onChange={set} />
      <Tallies rows={query.data?.connectors} search={search} />
      <div className={open === undefined ? 'split' : 'split with-panel'}>
        <div className="list" {...(search.view === 'capabilities' ? scrolled : {})}>
          <RefusedPlugins />
          <Asked query={query} loading={<TableSkeleton name="cat" columns={columns} />}>
            {({ providers }) => {
              if (rows.length === 0) return <Nothing search={search} onChange={set} />;
              return search.view === 'capabilities' ? <Capabilities rows={rows} providers={providers} /> : <Kinds groups={groups(rows)} search={search} picked={ids} onPick={onPick} />;
            }}
          </Asked>
        </div>
        {open === undefined ? null : <Panel id={open} row={query.data?.connectors.find(({ id }) => id === open)} query={query} search={search} onChange={change} onClose={close} onStep={step} />}
      </div>
      {search.view === 'capabilities' ? null : <Foot ids={ids} onPick={onPick} />}
    </Page>
  );
}

/** Nothing in this view takes the focus, so it is itself what the keyboard scrolls. */
const scrolled = { tabIndex: 0, role: 'group', 'aria-label': 'Capabilities' };

/** The rows by their evidence, or by what can be done. */
function Views({ search }: { search: Search }) {
  const plain = without(search, 'view', 'open', 'tab');
  // The path alone does not tell which of the two one looks at.
  const choice = (is: boolean) => ({ activeOptions: { exact: true }, ...(is ? { 'aria-current': 'page' as const } : {}) });
  return (
    <nav className="choices" aria-label="View">
      <Link to="/providers/catalogue" search={plain} {...choice(search.view !== 'capabilities')}>
        evidence
      </Link>
      <Link to="/providers/catalogue" search={{ ...without(plain, 'ids'), view: 'capabilities' }} {...choice(search.view === 'capabilities')}>
        capabilities
      </Link>
    </nav>
  );
}

/** Each of these keys names a field of the row. */
const filters = ['kind', 'category', 'grade', 'priority'] as const;

function wanted(rows: readonly MatrixRow[], search: Search): MatrixRow[] {
  return rows.filter((row) => filters.every((key) => search[key] === undefined || row[key] === search[key]));
}

/** Picks the connector in whose row the focus is. */
function focusedRow(onPick: (id: string) => void): void {
  const id = document.activeElement?.closest('tr')?.getAttribute('data-id');
  if (id !== null && id !== undefined) onPick(id);
}

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  return (
    <EmptyList what="connector" filters={filters} search={search} onChange={onChange}>
      <Empty title="No connectors" command="./auterity plugin reload">
        A connector is a vendor’s API in the words of its kind. Plugins bring them; none has started here.
      </Empty>
    </EmptyList>
  );
}
