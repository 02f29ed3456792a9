import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { startsOfQuery } from '@/api/webhooks';
import type { Delivery, DeliveryStart } from '@/api/schema';
import { State } from '@/design/State';
import { plural, tailId } from '@/format/text';
import { Asked } from '../Asked';

/** The runs that triggers began because of a delivery, replays included. */
export function Started({ delivery }: { delivery: Delivery }) {
  const query = useQuery(startsOfQuery(delivery.id));
  return (
    <>
      <h3>
        <span>What it started</span>
        {query.data === undefined || query.data.items.length === 0 ? null : <span>{query.data.truncated ? 'the newest' : plural(query.data.items.length, 'start')}</span>}
      </h3>
      <Asked query={query} loading={<p className="soft">…</p>}>
        {({ items }) => (items.length === 0 ? <p className="soft">Nothing: no trigger took its {delivery.events === 1 ? 'event' : 'events'}.</p> : <Starts items={items} />)}
      </Asked>
    </>
  );
}

function Starts({ items }: { items: readonly DeliveryStart[] }) {
  return (
    <ul className="started">
      {items.map(({ name, workflow, start }) => (
        <li key={start.id}>
          <State of={start.state} />
          <span className="what">
            {start.run === undefined ? (
              <b>{workflow}</b>
            ) : (
              <Link to="/runs/$id" params={{ id: start.run }} search={{}}>
                {workflow} <code>{tailId(start.run)}</code>
              </Link>
            )}{' '}
            <span className="soft">by {name}</span>
            {start.problem === undefined ? null : <span className="bad">: {start.problem}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
