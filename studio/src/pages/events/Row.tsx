import { Link } from '@tanstack/react-router';
import type { Delivery } from '@/api/schema';
import { Ago, Id, Tag } from '@/design/Marks';
import { State } from '@/design/State';
import type { Search } from '@/table/query';
import { answer, outcome } from './hooks';

/** A delivery in the list. The whole row opens its panel. */
export function Row({ delivery, signed, search }: { delivery: Delivery; signed: boolean; search: Search }) {
  const open = search.open === delivery.id;
  const refused = delivery.state === 'refused';
  return (
    <tr {...(open ? { 'aria-selected': true } : {})}>
      <td className="c-state">
        <State of={delivery.state} />
      </td>
      <td className="c-from">
        <b>{delivery.provider}</b> {signed ? null : <Tag>not signed</Tag>}
      </td>
      <td className="c-type">
        <Link data-row className="stretched mono" to="/events" search={{ ...search, open: delivery.id }}>
          {delivery.type ?? (refused ? 'not read' : 'not known')}
        </Link>
      </td>
      <td className="c-about soft" title={delivery.subject}>
        {delivery.subject}
      </td>
      <td className="c-del">
        {delivery.delivery === undefined ? <span className="soft">–</span> : <Id id={delivery.delivery} text={tail(delivery.delivery)} />}
      </td>
      <td className={`c-out ${refused ? 'bad' : 'soft'}`} title={delivery.reason}>
        {outcome(delivery)}
      </td>
      <td className="num c-ans">{answer(delivery)}</td>
      <td className="num c-when soft">
        <Ago at={delivery.received} />
      </td>
    </tr>
  );
}

function tail(id: string): string {
  return id.length > 10 ? `…${id.slice(-8)}` : id;
}
