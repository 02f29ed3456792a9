import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { decisionsQuery, decisionVolumeQuery } from '@/api/queries';
import type { DecisionSummary } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { useNow } from '@/design/now';
import { Empty } from '@/design/Place';
import { count, plural } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { AskedList, EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { Facets } from './Facets';
import { decisionFilters, decisionKeys, pageOnly } from './keys';
import { Row } from './Row';
import { Volume } from './Volume';

const columns = (currency?: string): Column[] => [
  { name: 'State', about: 64 },
  { name: 'Call', about: 132 },
  { name: 'Model', about: 104 },
  { name: 'Road', about: 84 },
  { name: 'From', about: 72 },
  { name: currency ?? 'Cost', about: 48, num: true },
  { name: 'Took', about: 48, num: true },
  { name: 'At', about: 56, num: true },
];

/** How many rows a page has, and how many follow the tail. */
const shown = { page: '20', tail: '50' };

/** Every call that took the road, newest first. */
export function Decisions() {
  const [search, change] = useAddress();
  const filters = without(search, 'cursor', ...pageOnly);
  const tail = search.tail === 'true' && search.cursor === undefined;
  const [holding, hold] = useState(false);
  const query = useQuery(decisionsQuery({ ...asked(search, decisionKeys, [...pageOnly]), ...(tail && search.text !== undefined ? { texts: 'false' } : {}), limit: tail ? shown.tail : shown.page }));
  const volume = useQuery(decisionVolumeQuery(asked(filters, decisionKeys, ['cursor'])));
  const set = (next: Search) => change(tail ? { ...without(next, 'cursor'), tail: 'true' } : without(next, 'cursor'));
  useEffect(() => (tail ? onKey(' ', () => hold((was) => !was)) : undefined), [tail]);
  const opened = query.data?.opened ?? 0;
  return (
    <Page title="Decisions" fixed>
      <Top name="Decisions" tally="every call, its road and why">
        <nav className="choices" aria-label="Order">
          <Link to="/decisions" search={filters} activeOptions={{ exact: true }} {...(tail ? {} : { 'aria-current': 'page' as const })}>
            Newest
          </Link>
          <Link to="/decisions" search={{ ...filters, tail: 'true' }} activeOptions={{ exact: true }} onClick={() => hold(false)} {...(tail ? { 'aria-current': 'page' as const } : {})}>
            Tail
          </Link>
        </nav>
      </Top>
      <QueryBar path="/decisions" search={filters} keys={decisionKeys} onChange={set} />
      <Volume of={volume.data} filters={filters} onSpan={(since, until) => set({ ...filters, since, until })} />
      <div className="with-facets">
        <Facets of={volume.data} search={search} />
        <div className="list">
          {tail ? <Tailing rows={query.data?.items ?? []} holding={holding} onHold={() => hold(!holding)} /> : null}
          <AskedList
            query={query}
            search={search}
            holds={!tail || holding}
            loading={<TableSkeleton name="decisions" columns={columns()} />}
            empty={<Nothing search={search} opened={opened} next={query.data?.next} onChange={set} />}
            summary={(rows) => `${plural(rows, 'decision')}, newest first${rows < Number(shown.page) && query.data?.truncated === true ? `, among ${count(opened)} looked through` : ''}`}
          >
            {(rows) => <Table rows={rows} />}
          </AskedList>
          {query.data?.texts === undefined || query.data.items.length === 0 ? null : <p className="note soft small">{tail ? whileTailing : textNote(query.data.texts)}</p>}
        </div>
      </div>
    </Page>
  );
}

/** A tail asks again and again, and each look at what callers asked would stand in the audit log. */
const whileTailing = 'A tail searches what is told of calls. What callers asked is searched by Newest, where each look stands in the audit log.';

/** Which texts were searched, and why not others. */
function textNote(texts: boolean): string {
  return texts
    ? 'What callers asked is kept and searched for routes with capture alone; each look stands in the audit log.'
    : 'Searched is what is told of calls. What callers asked is searched for who may read content (control:content.read).';
}

/** Rows push while one follows the tail, unless they are held. */
function Tailing({ rows, holding, onHold }: { rows: readonly DecisionSummary[]; holding: boolean; onHold: () => void }) {
  const now = useNow();
  const minute = rows.filter(({ beganAt }) => now - Date.parse(beganAt) < 60_000).length;
  return (
    <p className="tailing" role="status">
      <span className={holding ? 't-waiting' : 'spin t-live'}>
        <Icon name={holding ? 'waiting' : 'running'} />
      </span>
      <span>
        <b>{holding ? 'Held' : `Tailing, ${minute === Number(shown.tail) ? `${minute} or more` : minute} a minute`}</b> New ones come in on top. Space holds them, then they are counted.
      </span>
      <span className="grow" />
      <button type="button" className="btn" aria-pressed={holding} onClick={onHold}>
        {holding ? 'Go on' : 'Hold'}
      </button>
    </p>
  );
}

function Table({ rows }: { rows: readonly DecisionSummary[] }) {
  return (
    <table className="t decisions">
      <caption className="sr">Decisions, newest first</caption>
      <TableHead columns={columns(rows[0]?.cost.currency)} />
      <tbody>
        {rows.map((decision) => (
          <Row key={decision.id} decision={decision} />
        ))}
      </tbody>
    </table>
  );
}

function Nothing({ search, opened, next, onChange }: { search: Search; opened: number; next: string | undefined; onChange: (search: Search) => void }) {
  if (next !== undefined) {
    return (
      <Empty
        title={`None among the ${count(opened)} calls looked through`}
        acts={
          <Link className="btn primary" to="/decisions" search={{ ...without(search, ...pageOnly), cursor: next }}>
            Look further back
          </Link>
        }
      >
        Each page opens so many calls at most. What was asked for may stand further back.
      </Empty>
    );
  }
  return (
    <EmptyList what="decision" filters={decisionFilters} search={search} onChange={onChange}>
      <Empty title="No decisions yet" command="./auterity call text.pii.mask --text 'My card is 4111 1111 1111 1111'">
        A decision is the record of one call: who could have answered, who did, what it cost and why.
      </Empty>
    </EmptyList>
  );
}
