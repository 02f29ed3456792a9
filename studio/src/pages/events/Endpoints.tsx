import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Hook } from '@/api/schema';
import { Ago, Bar, Tag, Until } from '@/design/Marks';
import { useNow } from '@/design/now';
import { State } from '@/design/State';
import { count } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import type { Search } from '@/table/query';
import { Asked } from '../Asked';
import { standing, term } from './hooks';

const columns: readonly Column[] = [
  { name: 'State', about: 80 },
  { name: 'From', about: 72 },
  { name: 'Address', about: 120 },
  { name: 'Signed by', about: 96 },
  { name: 'Secret’s age', about: 96 },
  { name: '24 h', about: 32, num: true },
  { name: 'Refused', about: 32, num: true },
];

/** The addresses that vendors call. */
export function Endpoints({ query, search }: { query: UseQueryResult<{ items: Hook[] }>; search: Search }) {
  return (
    <section className="endpoints" aria-labelledby="endpoints">
      <header>
        <h2 id="endpoints">Endpoints</h2>
        <span className="soft small">two secrets may be valid at once while you change one</span>
      </header>
      <Asked query={query} loading={<TableSkeleton name="hooklist" columns={columns} />}>
        {({ items }) => (items.length === 0 ? <p className="soft none">None yet. Add one, and give its address and secret to the vendor.</p> : <Table hooks={items} search={search} />)}
      </Asked>
    </section>
  );
}

function Table({ hooks, search }: { hooks: readonly Hook[]; search: Search }) {
  return (
    <table className="t hooklist">
      <caption className="sr">Endpoints, the oldest first</caption>
      <TableHead columns={columns} />
      <tbody>
        {hooks.map((hook) => (
          <Row key={hook.id} hook={hook} search={search} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ hook, search }: { hook: Hook; search: Search }) {
  const now = useNow();
  const { lastDay } = hook;
  return (
    <tr {...(search.open === hook.id ? { 'aria-selected': true } : {})}>
      <td className="c-state">
        <State of={standing(hook, now)} />
      </td>
      <td className="c-from">
        <Link className="name stretched" to="/events" search={{ ...search, open: hook.id }}>
          {hook.provider}
        </Link>
      </td>
      <td className="c-path">
        <code>{hook.path}</code>
      </td>
      <td className="c-scheme">{hook.signed === false ? <Tag>not signed</Tag> : (hook.scheme ?? '–')}</td>
      <td className="c-secret">
        <SecretAge hook={hook} now={now} />
      </td>
      <td className="num c-day" data-unit="in 24 h">
        <span className={lastDay.taken === 0 ? 'soft' : undefined}>{count(lastDay.taken)}</span>
      </td>
      <td className="num c-ref" data-unit="refused">
        <span className={lastDay.refused === 0 ? 'soft' : 'bad'}>{count(lastDay.refused)}</span>
      </td>
    </tr>
  );
}

function SecretAge({ hook, now }: { hook: Hook; now: number }) {
  const { secretSince, secretVersion, formerUntil } = hook;
  if (secretSince === undefined) return <span className="soft">none</span>;
  return (
    <>
      <Ago at={secretSince} /> <span className="soft">version {secretVersion}</span>
      {formerUntil === undefined || Date.parse(formerUntil) <= now ? null : <Overlap from={secretSince} until={formerUntil} version={secretVersion - 1} now={now} />}
    </>
  );
}

/** The secret of before ends by itself: how much of its time is over. */
function Overlap({ from, until, version, now }: { from: string; until: string; version: number; now: number }) {
  const { percent, short } = term(from, until, now);
  return (
    <span className="overlap">
      <Bar parts={[{ kind: short ? 'hold' : 'done', percent }]} label={`${percent.toString()} % of the time of version ${version.toString()} is over`} width={48} />
      <span className="soft">
        version {version} ends <Until at={until} />
      </span>
    </span>
  );
}
