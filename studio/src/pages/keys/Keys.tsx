import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { keysQuery } from '@/api/queries';
import type { IssuedKey, Key, Page as List } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { useNow } from '@/design/now';
import { Empty } from '@/design/Place';
import { plural } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { ExportCsv } from '@/table/ExportCsv';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { AskedList, EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { ChangeKey } from './ChangeKey';
import { ChangeOwner } from './ChangeOwner';
import { CreatePanel } from './Create';
import { Issued } from './Issued';
import { keyKeys, lastUsedFirst, standing, tally } from './keys';
import { Owners } from './Owners';
import { KeyPanel } from './Panel';
import { Row } from './Row';
import { useSurroundings, type Surroundings } from './surroundings';

const columns: readonly Column[] = [
  { name: 'State', about: 64 },
  { name: 'Key', about: 120 },
  { name: 'Owner, holder', about: 96 },
  { name: 'May use', about: 72 },
  { name: 'A minute, parallel', about: 88, hint: 'requests a minute, tokens a minute, calls in parallel' },
  { name: 'Spend of budget', about: 72, num: true },
  { name: 'Used', about: 40, num: true },
  { name: 'Ends', about: 40, num: true },
];

/** Virtual keys: whose each is, what it may use and spend, and when it was used last. */
export function Keys() {
  const [search, change] = useAddress();
  const around = useSurroundings();
  const query = useQuery(keysQuery({ ...asked(search, keyKeys, ['open', 'view', 'form']), limit: '100' }));
  // A secret is shown once: it is in the memory of this page alone, never in the address.
  const [issued, setIssued] = useState<IssuedKey>();
  const whole = isWhole(query.data, search);
  const rows = whole ? lastUsedFirst(query.data?.items ?? []) : (query.data?.items ?? []);
  const close = useCallback(() => {
    setIssued(undefined);
    change(without(search, 'open', 'form'));
  }, [change, search]);
  const leave = useCallback(() => change(without(search, 'form')), [change, search]);
  const step = (by: number) => {
    const next = rows[rows.findIndex(({ id }) => id === search.open) + by];
    if (next !== undefined && search.open !== undefined) change({ ...search, open: next.id }, true);
  };
  const show = (key: IssuedKey) => {
    setIssued(key);
    change({ ...search, open: key.key.id });
  };
  return (
    <Page title="Keys" fixed>
      <Top name="Keys" tally={whole && search.view === undefined ? <Tally keys={rows} around={around} /> : ''}>
        <Views search={search} />
        <span className="actions">
          <ExportCsv name="keys.csv" rows={query.data === undefined ? undefined : () => table(rows)} />
          <Allowed to="control:key.write">
            <button type="button" className="btn primary" onClick={() => change({ ...without(search, 'form', 'view'), open: 'new' })}>
              <Icon name="add" size={14} />
              Create a key
            </button>
          </Allowed>
        </span>
      </Top>
      <QueryBar path="/keys" search={without(search, 'cursor')} keys={keyKeys} onChange={(next) => change(without(next, 'cursor'))} />
      <div className={search.open === undefined ? 'split' : 'split with-panel'}>
        <div className="list">
          {search.view === 'owners' ? (
            <Owners around={around} keys={query} search={search} />
          ) : (
            <AskedList query={whole && query.data !== undefined ? { ...query, data: { ...query.data, items: rows } } : query} search={without(search, 'open')} holds={false} loading={<TableSkeleton name="keylist" columns={columns} />} empty={<Nothing search={search} onChange={change} />} summary={(shown) => `${plural(shown, 'key')}, ${whole ? 'last used first' : 'oldest first'}`} legend={search.open === undefined ? <Legend /> : undefined}>
              {(shown) => <Table keys={shown} around={around} search={search} />}
            </AskedList>
          )}
        </div>
        {search.open === undefined ? null : search.open === 'new' ? (
          <CreatePanel around={around} onClose={close} onMade={show} />
        ) : search.view === 'owners' ? (
          <ChangeOwner of={search.open} around={around} onClose={close} />
        ) : search.form === 'change' ? (
          <ChangeKey id={search.open} around={around} onClose={leave} />
        ) : issued?.key.id === search.open ? (
          <Issued issued={issued} onClose={close} onStored={() => setIssued(undefined)} />
        ) : (
          <KeyPanel id={search.open} around={around} onClose={close} onStep={step} onIssued={show} onChange={() => change({ ...search, form: 'change' })} />
        )}
      </div>
    </Page>
  );
}

/** Whether all keys that were asked for stand here, so that they can be put in another order and added up. */
function isWhole(page: List<Key> | undefined, search: Search): boolean {
  return page?.truncated === false && search.cursor === undefined;
}

function Tally({ keys, around }: { keys: readonly Key[]; around: Surroundings }) {
  const now = useNow();
  return tally(keys.map((key) => standing(key, around.limits, around.over, now)));
}

function Views({ search }: { search: Search }) {
  const plain = without(search, 'view', 'open', 'form', 'cursor');
  const owners = search.view === 'owners';
  // The path alone does not tell which of the two one looks at.
  const choice = (is: boolean) => ({ activeOptions: { exact: true }, ...(is ? { 'aria-current': 'page' as const } : {}) });
  return (
    <nav className="choices" aria-label="View">
      <Link to="/keys" search={plain} {...choice(!owners)}>
        keys
      </Link>
      <Link to="/keys" search={{ ...without(plain, 'owner', 'prefix'), view: 'owners' }} {...choice(owners)}>
        teams, projects, users
      </Link>
    </nav>
  );
}

function Table({ keys, around, search }: { keys: readonly Key[]; around: Surroundings; search: Search }) {
  return (
    <table className="t keylist">
      <caption className="sr">Virtual keys</caption>
      <TableHead columns={columns} />
      <tbody>
        {keys.map((key) => (
          <Row key={key.id} of={key} around={around} search={search} />
        ))}
      </tbody>
    </table>
  );
}

/** What the tones of the small bars mean. */
function Legend() {
  return (
    <span className="legend-row">
      <span className="legend">
        <i className="q set" /> settled
      </span>
      <span className="legend">
        <i className="q held" /> held
      </span>
      <span className="legend">
        <i className="q gone" /> spent
      </span>
    </span>
  );
}

function table(keys: readonly Key[]): string[][] {
  return [
    ['id', 'name', 'prefix', 'owner', 'holder', 'roles', 'allow', 'deny', 'models', 'doors', 'tools', 'labels', 'created', 'expires', 'revoked', 'last_used'],
    ...keys.map((key) => [
      key.id,
      key.name,
      key.prefix ?? '',
      key.owner ?? '',
      key.holder ?? '',
      key.roles.join(' '),
      key.allow.join(' '),
      key.deny.join(' '),
      key.models?.join(' ') ?? '',
      key.doors?.join(' ') ?? '',
      key.tools?.join(' ') ?? '',
      Object.entries(key.labels)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
      key.created,
      key.expires ?? '',
      key.revoked ?? '',
      key.lastUsed ?? '',
    ]),
  ];
}

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  return (
    <EmptyList what="key" filters={['prefix', 'owner']} search={search} onChange={onChange}>
      <Empty title="No keys yet" command="./auterity key create helpdesk">
        A key lets one program call models through the gateway, within its own models, limits and budget. Its secret is shown once.
      </Empty>
    </EmptyList>
  );
}
