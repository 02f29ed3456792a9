import { useQuery } from '@tanstack/react-query';
import { decisionsQuery } from '@/api/queries';
import type { DecisionSummary } from '@/api/schema';
import { Empty } from '@/design/Place';
import { plural } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { AskedList, EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { decisionFilters, decisionKeys } from './keys';
import { Row } from './Row';

const columns = (currency?: string): Column[] => [
  { name: 'Outcome', about: 64 },
  { name: 'Road', about: 84 },
  { name: 'Call', about: 132 },
  { name: 'Capability', about: 104 },
  { name: 'Answered by', about: 124 },
  { name: 'Run', about: 72 },
  { name: 'Duration', about: 48, num: true },
  { name: `Cost${currency === undefined ? '' : `, ${currency}`}`, about: 48, num: true },
  { name: 'Began', about: 56, num: true },
];

/** Every call that took the road, newest first. */
export function Decisions() {
  const [search, change] = useAddress();
  const query = useQuery(decisionsQuery({ ...asked(search, decisionKeys, []), limit: '20' }));
  const set = (next: Search) => change(without(next, 'cursor'));
  return (
    <Page title="Decisions">
      <Top name="Decisions" />
      <QueryBar path="/decisions" search={without(search, 'cursor')} keys={decisionKeys} onChange={set} />
      <AskedList
        query={query}
        search={search}
        holds
        loading={<TableSkeleton name="decisions" columns={columns()} />}
        empty={<Nothing search={search} onChange={set} />}
        summary={(shown) => `${plural(shown, 'decision')}, newest first`}
      >
        {(rows) => <Table rows={rows} />}
      </AskedList>
    </Page>
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

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  return (
    <EmptyList what="decision" filters={decisionFilters} search={search} onChange={onChange}>
      <Empty title="No decisions yet" command="./auterity call text.pii.mask --text 'My card is 4111 1111 1111 1111'">
        A decision is the record of one call: who could have answered, who did, what it cost and why.
      </Empty>
    </EmptyList>
  );
}
