import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { deliveriesQuery } from '@/api/webhooks';
import type { Hook } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { plural } from '@/format/text';
import type { Search } from '@/table/query';
import { flood, fromWhom, minutes, troubled } from './hooks';

/** Says above the list that an endpoint refuses more than it takes, and who sends it. */
export function Refusals({ hooks, search }: { hooks: readonly Hook[]; search: Search }) {
  const worst = troubled(hooks);
  return worst === undefined ? null : <Banner worst={worst} search={search} />;
}

function Banner({ worst, search }: { worst: Hook; search: Search }) {
  const asked = useQuery(deliveriesQuery({ state: 'refused', webhook: worst.id, since: '24h', limit: '100' }));
  const found = flood(asked.data?.items ?? []);
  const { reason } = worst.lastDay;
  const shown = search.state === 'refused' && search.webhook === worst.id;
  return (
    <p className="banner refusals" role="status">
      <Icon name="failed" />
      <b>
        {found === undefined ? `${plural(worst.lastDay.refused, 'delivery', 'deliveries')} refused in 24 h` : `${plural(found.times, 'delivery', 'deliveries')} refused in ${minutes(found.span)}, ${fromWhom(found)}`}
      </b>
      <span>
        Sent to {worst.provider}, answered 401 and not parsed.{reason === undefined ? '' : ` The last: ${reason}.`}
      </span>
      <span className="grow" />
      {shown ? null : (
        <Link className="btn" to="/events" search={{ state: 'refused', webhook: worst.id }}>
          Show them
        </Link>
      )}
    </p>
  );
}
