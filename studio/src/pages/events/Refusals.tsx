import { Link } from '@tanstack/react-router';
import type { Hook } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { plural } from '@/format/text';
import type { Search } from '@/table/query';
import { troubled } from './hooks';

/** Says above the list that an endpoint refuses more than it takes. */
export function Refusals({ hooks, search }: { hooks: readonly Hook[]; search: Search }) {
  const worst = troubled(hooks);
  if (worst === undefined) return null;
  const { refused, reason, address } = worst.lastDay;
  return (
    <p className="banner refusals" role="status">
      <Icon name="degraded" />
      <b>
        {plural(refused, 'delivery', 'deliveries')} to {worst.provider} refused in 24 h
      </b>
      <span>
        Answered 401 and not parsed{reason === undefined ? '' : `: ${reason}`}{address === undefined ? '' : `, the last from ${address}`}. Other endpoints take what comes.
      </span>
      <span className="grow" />
      {search.open === worst.id ? null : (
        <Link className="btn" to="/events" search={{ ...search, open: worst.id }}>
          Show the endpoint
        </Link>
      )}
    </p>
  );
}
