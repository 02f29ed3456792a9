import { useQuery } from '@tanstack/react-query';
import { decisionsQuery } from '@/api/queries';
import type { DecisionSummary } from '@/api/schema';
import { Empty, Sk } from '@/design/Place';
import { plural } from '@/format/text';
import { asked, without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { AskedList, Drops } from '../AskedList';
import { Page } from '../Page';
import { decisionKeys, droppable } from './keys';
import { Row } from './Row';

/** Every call that took the road, newest first. */
export function Decisions() {
  const [search, change] = useAddress();
  const query = useQuery(decisionsQuery({ ...asked(search, decisionKeys, []), limit: '20' }));
  const set = (next: Search) => change(without(next, 'cursor'));
  return (
    <Page title="Decisions">
      <header className="top">
        <h1>Decisions</h1>
      </header>
      <QueryBar path="/decisions" search={without(search, 'cursor')} keys={decisionKeys} onChange={set} />
      <AskedList
        query={query}
        search={search}
        holds
        loading={<Skeleton />}
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
      <Head currency={rows[0]?.cost.currency} />
      <tbody>
        {rows.map((decision) => (
          <Row key={decision.id} decision={decision} />
        ))}
      </tbody>
    </table>
  );
}

function Head({ currency }: { currency: string | undefined }) {
  return (
    <thead>
      <tr>
        <th>Outcome</th>
        <th>Road</th>
        <th>Call</th>
        <th>Capability</th>
        <th>Answered by</th>
        <th>Run</th>
        <th className="num">Duration</th>
        <th className="num">Cost{currency === undefined ? '' : `, ${currency}`}</th>
        <th className="num">Began</th>
      </tr>
    </thead>
  );
}

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  const drop = droppable(search);
  if (drop.length === 0) {
    return (
      <Empty title="No decisions yet" command="./auterity call text.pii.mask --text 'My card is 4111 1111 1111 1111'">
        A decision is the record of one call: who could have answered, who did, what it cost and why.
      </Empty>
    );
  }
  return (
    <Empty
      title="No decision matches"
      acts={<Drops filters={drop} search={search} onChange={onChange} />}
    >
      The filters leave nothing. Drop one of them.
    </Empty>
  );
}

function Skeleton() {
  return (
    <table className="t decisions">
      <Head currency={undefined} />
      <tbody>
        {[140, 120, 152, 128, 140, 120].map((width, at) => (
          <tr key={at}>
            {[64, 84, width, 104, 124, 72, 48, 48, 56].map((w, cell) => (
              <td key={cell} className={cell > 5 ? 'num' : undefined}>
                <Sk width={w} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
