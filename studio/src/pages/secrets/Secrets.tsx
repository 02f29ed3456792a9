import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { often } from '@/api/queries';
import { may } from '@/api/rights';
import { secretsQuery } from '@/api/secrets';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Ago } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { State } from '@/design/State';
import { count, few, plural } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { without, type Search } from '@/table/query';
import { useRows } from '@/table/useRows';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { NewSecret } from './NewSecret';
import { SecretPanel } from './Panel';
import { ReplaceQuestion } from './ReplaceSecret';
import { filters, fitting, type Kept } from './rows';
import { useUsers } from './useUsers';
import { userWords } from './Users';
import { use } from './uses';

const columns: readonly Column[] = [
  { name: 'State', about: 72 },
  { name: 'Secret', about: 120 },
  { name: 'May be sent to', about: 160 },
  { name: 'Used by', about: 160 },
  { name: 'Age', about: 56, num: true },
];

/** What is asked in a dialog: a new secret, or another value of one. */
type Asking = { new: true } | { replace: string };

/** The secrets of the vault: where each may be sent, who uses it, how old it is. No value is ever shown. */
export function Secrets() {
  const [search, change] = useAddress();
  const query = useQuery({ ...secretsQuery, refetchInterval: often });
  const names = query.data?.items ?? [];
  const { users, whole, may: seesAll } = useUsers();
  const all = (query.data?.secrets ?? []).map((of): Kept => ({ name: of.name, of, users: users.get(of.name) ?? [], use: use(users.get(of.name) ?? [], whole) }));
  const rows = all.filter((one) => fitting(one, search.state));
  const { open } = search;
  const close = useCallback(() => change(without(search, 'open')), [change, search]);
  const step = (by: number) => {
    const to = rows[rows.findIndex(({ name }) => name === open) + by];
    if (to !== undefined) change({ ...search, open: to.name }, true);
  };
  const [asking, ask] = useState<Asking>();
  const answered = useCallback(() => ask(undefined), []);
  useKeys(names, open, ask);
  const places = useRows<HTMLDivElement>();
  return (
    <Page title="Secrets" fixed>
      <Top name="Secrets" tally="no value is ever shown">
        <span className="actions">
          <Allowed to="control:secret.write">
            <button type="button" className="btn primary" onClick={() => ask({ new: true })}>
              <Icon name="add" size={14} />
              New secret <kbd>N</kbd>
            </button>
          </Allowed>
        </span>
        {asking === undefined ? null : 'new' in asking ? (
          <NewSecret taken={names} onClose={answered} onMade={(name) => change({ ...without(search, 'state'), open: name })} />
        ) : (
          <ReplaceQuestion name={asking.replace} users={users.get(asking.replace) ?? []} onClose={answered} />
        )}
      </Top>
      <Counts all={all} known={query.data !== undefined} search={search} />
      <div className={open === undefined ? 'split' : 'split with-panel'}>
        <div className="list">
          <div className="scroll" {...places}>
            <Asked query={query} loading={<TableSkeleton name="secrets" columns={columns} />}>
              {() => (rows.length === 0 ? <Nothing search={all.length === 0 ? {} : search} onChange={change} /> : <Table rows={rows} search={search} />)}
            </Asked>
          </div>
          <p className="soft small secrets-foot">
            {plural(rows.length, 'secret')}
            <span className="hint">
              ; <kbd>J</kbd> <kbd>K</kbd> move, <kbd>Enter</kbd> opens, <kbd>R</kbd> replaces the value
            </span>
          </p>
        </div>
        {open === undefined ? null : <SecretPanel key={open} name={open} users={users.get(open) ?? []} whole={whole} may={seesAll} onClose={close} onStep={step} />}
      </div>
    </Page>
  );
}

/** `N` asks for a new secret, `R` for another value of the one whose row has the focus, else of the open one. */
function useKeys(names: readonly string[], open: string | undefined, ask: (of: Asking) => void) {
  useEffect(() => {
    const replace = () => {
      const { activeElement: at } = document;
      const name = names.find((one) => at instanceof HTMLElement && at.dataset.row === one) ?? names.find((one) => one === open);
      if (name !== undefined && may('control:secret.write')) ask({ replace: name });
    };
    const undo = [onKey('r', replace), onKey('n', () => (may('control:secret.write') ? ask({ new: true }) : undefined))];
    return () => undo.forEach((stop) => stop());
  }, [names, open, ask]);
}

function Counts({ all, known, search }: { all: readonly Kept[]; known: boolean; search: Search }) {
  return (
    <section className="strip secrets-strip" aria-label="Counts">
      <div className="counts">
        {filters.map((name) => {
          const of = all.filter((one) => fitting(one, name)).length;
          return (
            <Link key={name} to="/secrets" search={name === 'all' ? without(search, 'state') : { ...search, state: name }} activeOptions={{ exact: true }} className={(search.state ?? 'all') === name ? 'on' : ''} aria-current={(search.state ?? 'all') === name ? 'true' : undefined}>
              <b className={of === 0 ? 'zero' : undefined}>{known && all.every(({ of: detail, use: stands }) => name === 'all' || (name === 'no host' ? detail : stands) !== undefined) ? count(of) : '–'}</b>
              <small>{name}</small>
            </Link>
          );
        })}
      </div>
    </section>
  );
}

function Table({ rows, search }: { rows: readonly Kept[]; search: Search }) {
  return (
    <table className="t secrets">
      <caption className="sr">Secrets</caption>
      <TableHead columns={columns} />
      <tbody>
        {rows.map((one) => (
          <Row key={one.name} one={one} search={search} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ one: { name, of, users, use: stands }, search }: { one: Kept; search: Search }) {
  return (
    <tr aria-selected={search.open === name}>
      <td className="c-state">{stands === undefined ? <span className="soft">–</span> : <State of={stands} />}</td>
      <td className="c-name fold">
        <Link className="stretched" to="/secrets" search={{ ...search, open: name }} data-row={name}>
          {name}
        </Link>{' '}
        {of === undefined ? null : <span className="soft">v{of.version}</span>}
      </td>
      <td className="c-hosts fold">{of === undefined ? <span className="soft">–</span> : of.hosts.length === 0 ? <State of="no host" /> : <code>{few(of.hosts)}</code>}</td>
      <td className="c-users fold soft">{userWords(users)}</td>
      <td className="num soft c-age">{of === undefined ? '–' : <Ago at={of.stored} />}</td>
    </tr>
  );
}

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  return (
    <EmptyList what="secret" filters={['state']} search={search} onChange={onChange}>
      <Empty title="No secrets yet" command="./auterity secret --host api.openai.com openai < FILE">
        A secret is a credential of a provider, or what signs a webhook. Resources name it, and never hold it: its value is stored encrypted, sent to its hosts alone, and shown to nobody.
      </Empty>
    </EmptyList>
  );
}
