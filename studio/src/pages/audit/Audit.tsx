import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { auditQuery } from '@/api/queries';
import type { AuditLine, Page as List } from '@/api/schema';
import { Empty } from '@/design/Place';
import { plural } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { ExportCsv } from '@/table/ExportCsv';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { AskedList, EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { entryOf, table, type Entry } from './entry';
import { auditFilters, auditKeys } from './keys';
import { EntryPanel } from './EntryPanel';
import { Row } from './Row';

const columns: readonly Column[] = [
  { name: 'Outcome', about: 64 },
  { name: 'Who', about: 96 },
  { name: 'What was done', about: 160 },
  { name: 'To what', about: 140 },
  { name: 'Change', about: 56 },
  { name: 'From', about: 88 },
  { name: 'When', about: 56, num: true },
];

/** The audit log of the tenant: who did what, from where, and what it changed. */
export function Audit() {
  const [search, change] = useAddress();
  const query = useQuery({ ...auditQuery({ ...asked(search, auditKeys, ['open']), sort: '-at', limit: '50' }), select: pageOf });
  const page = query.data;
  const rows = page?.items ?? [];
  const { open } = search;
  const close = useCallback(() => change(without(search, 'open')), [change, search]);
  const step = (by: number) => {
    const next = rows[rows.findIndex(({ id }) => id === open) + by];
    if (next !== undefined) change({ ...search, open: next.id }, true);
  };
  const set = (next: Search) => change(without(next, 'cursor'));
  return (
    <Page title="Audit log" fixed>
      <Top name="Audit log">
        <span className="actions">
          <ExportCsv name="audit.csv" rows={page === undefined ? undefined : () => table(rows)} />
        </span>
      </Top>
      <QueryBar path="/audit" search={without(search, 'cursor')} keys={auditKeys} onChange={set} />
      <div className={open === undefined ? 'split' : 'split with-panel'}>
        <div className="list">
          <AskedList
            query={query}
            search={without(search, 'open')}
            holds={false}
            ways={['Later', 'Earlier']}
            loading={<TableSkeleton name="audit" columns={columns} />}
            empty={<Nothing search={search} next={page?.next} onChange={set} />}
            summary={(shown) => `${plural(shown, 'entry', 'entries')}, newest first`}
          >
            {(shown) => <Table rows={shown} search={search} />}
          </AskedList>
        </div>
        {open === undefined ? null : <EntryPanel id={open} entry={rows.find(({ id }) => id === open)} settled={page !== undefined} onClose={close} onStep={step} />}
      </div>
    </Page>
  );
}

function pageOf(page: List<AuditLine>): List<Entry> {
  return { ...page, items: page.items.map(entryOf) };
}

function Table({ rows, search }: { rows: readonly Entry[]; search: Search }) {
  return (
    <table className="t audit">
      <caption className="sr">Entries of the audit log, newest first</caption>
      <TableHead columns={columns} />
      <tbody>
        {rows.map((entry) => (
          <Row key={entry.id} entry={entry} search={search} />
        ))}
      </tbody>
    </table>
  );
}

/** So many entries are looked at for a page; where none of them was wanted, others may follow. */
function Nothing({ search, next, onChange }: { search: Search; next: string | undefined; onChange: (search: Search) => void }) {
  if (next !== undefined) {
    return (
      <Empty
        title="None yet of those looked at"
        acts={
          <Link className="btn primary" to="/audit" search={{ ...search, cursor: next }}>
            Look further
          </Link>
        }
      >
        20,000 entries were looked at and none of them is wanted; there are earlier ones.
      </Empty>
    );
  }
  return (
    <EmptyList what="entry" filters={auditFilters} search={search} onChange={onChange}>
      <Empty title="Nothing is in the log yet" command="./auterity audit list">
        The log tells who changed what, from where, and what was refused. Nobody can change or delete an entry.
      </Empty>
    </EmptyList>
  );
}
