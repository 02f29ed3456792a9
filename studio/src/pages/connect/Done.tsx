import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { connectionQuery, providerQuery } from '@/api/queries';
import type { ConnectorDetail } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { Sk } from '@/design/Place';
import { State } from '@/design/State';
import { Asked } from '../Asked';
import { words } from '../providers/connection';
import { Trip } from './Trip';

/** What was saved, how it stands now, and what can be done with it next. */
export function Done({ detail, id, agreed, disabled }: { detail: ConnectorDetail; id: string; agreed: boolean; disabled: boolean }) {
  const query = useQuery(providerQuery(id));
  const trip = agreed && !disabled;
  const connection = useQuery({ ...connectionQuery(id), enabled: trip }).data;
  // Until somebody agreed nothing is wrong with it.
  const awaited = connection?.state === 'unconnected' ? words(connection) : undefined;
  return (
    <>
      {trip ? <Trip provider={id} vendor={detail.vendor ?? detail.id} /> : null}
      <Asked query={query} loading={<Sk width={240} />}>
        {({ state, reason }) => (
          <dl className="kv">
            <dt>state</dt>
            <dd className="fold">
              {awaited === undefined ? <State of={state} /> : <State of="pending" word={awaited.word} />}
              <span className="soft"> {awaited === undefined ? reason : awaited.said}</span>
            </dd>
            <dt>events</dt>
            <dd className="fold">{detail.events === 'none' ? <span className="soft">none are read of this vendor</span> : <Link to="/events" search={{ form: 'new' }}>add an endpoint, {detail.events === 'unsigned' ? 'not signed' : `signed by ${detail.events}`}</Link>}</dd>
          </dl>
        )}
      </Asked>
      <div className="acts">
        <Link className={trip && query.data?.state !== 'connected' ? 'btn' : 'btn primary'} to="/providers" search={{ open: id }}>
          <Icon name="right" size={14} />
          Open {id}
        </Link>
        <Link className="btn" to="/providers/connect" search={{}} reloadDocument>
          <Icon name="add" size={14} />
          Add another
        </Link>
      </div>
    </>
  );
}
