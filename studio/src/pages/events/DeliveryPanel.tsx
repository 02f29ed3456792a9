import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, value } from '@/api/client';
import { deliveryQuery } from '@/api/webhooks';
import type { Delivery, Hook, OpenedDelivery } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Ago, Id, Tag } from '@/design/Marks';
import { State } from '@/design/State';
import { plural } from '@/format/text';
import { RoadShort } from '@/road/RoadShort';
import { Asked } from '../Asked';
import { Refused } from '../Refused';
import { Side, SideSkeleton } from '../Side';
import { Body } from './Body';
import { answer, checked } from './hooks';
import { RefusedPart } from './RefusedPart';
import { Started } from './Started';

/** One delivery: how it was checked, what it raised, its headers, its body on demand. `R` replays it. */
export function DeliveryPanel({ id, hooks, onClose, onStep }: { id: string; hooks: readonly Hook[]; onClose: () => void; onStep: (by: number) => void }) {
  const query = useQuery(deliveryQuery(id));
  const delivery = query.data?.delivery;
  const hook = hooks.find((one) => one.id === delivery?.webhook);
  return (
    <Side room="of-event" mono title={delivery === undefined ? id : (delivery.type ?? (delivery.refusal === undefined ? 'not known' : 'not read'))} label={`Delivery ${delivery?.delivery ?? id}`} shown={id} onClose={onClose} step={{ what: 'delivery', by: onStep }} meta={delivery === undefined ? undefined : <Meta delivery={delivery} hook={hook} />}>
      <Asked query={query} loading={<SideSkeleton />}>
        {(opened) => (
          <div className="body">
            <h3>
              <span>Check of the delivery</span>
            </h3>
            <RoadShort stages={checked(opened.delivery, hook)} label="The checks of this delivery" />
            {opened.delivery.refusal === undefined ? <Kept opened={opened} /> : <RefusedPart delivery={opened.delivery} refusal={opened.delivery.refusal} hook={hook} />}
          </div>
        )}
      </Asked>
    </Side>
  );
}

/** What can be done with one that was kept, and what was sent. */
function Kept({ opened: { delivery, headers } }: { opened: OpenedDelivery }) {
  return (
    <>
      <Started delivery={delivery} />
      <Allowed to="control:webhook.write">
        <Replay delivery={delivery} />
      </Allowed>
      <h3>
        <span>Headers</span>
        <span>{plural(Object.keys(headers).length, 'header')}, secrets left out</span>
      </h3>
      <dl className="kv heads">
        {Object.entries(headers).map(([name, text]) => (
          <div key={name} className="contents">
            <dt>
              <code>{name}</code>
            </dt>
            <dd className="fold">
              <code>{text}</code>
            </dd>
          </div>
        ))}
      </dl>
      <Body key={delivery.id} delivery={delivery} />
    </>
  );
}

function Meta({ delivery, hook }: { delivery: Delivery; hook: Hook | undefined }) {
  return (
    <>
      <State of={delivery.state} />
      {hook?.signed === false ? <Tag>not signed</Tag> : null}
      <span className="soft">
        from {delivery.provider}, <Ago at={delivery.received} />
        {delivery.repeated === undefined ? null : (
          <>
            , again <Ago at={delivery.repeated} />
          </>
        )}
      </span>
      {delivery.delivery === undefined ? <span className="soft">answered {answer(delivery)}</span> : <Id id={delivery.delivery} text={`…${delivery.delivery.slice(-8)}`} />}
    </>
  );
}

/** Raises what the delivery tells another time. The server says whether it tells anything now. */
function Replay({ delivery: { id, state } }: { delivery: Delivery }) {
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () => value(api.POST('/api/v1/webhooks/deliveries/{id}/replay', { params: { path: { id } } })),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ['deliveries'] }), client.invalidateQueries({ queryKey: ['delivery', id] })]),
  });
  const { mutate, reset } = replay;
  useEffect(() => onKey('r', () => mutate()), [mutate]);
  useEffect(() => reset(), [id, reset]);
  return (
    <>
      <div className="links">
        <button type="button" className="btn" disabled={replay.isPending} onClick={() => mutate()}>
          <Icon name="again" size={14} />
          Replay <kbd>R</kbd>
        </button>
        <span className="soft small replays">{state === 'verified' ? 'the old bytes by the rules of now; what listens may start again' : 'it is read again by the rules of now'}</span>
      </div>
      <p className="small" role="status">
        {replay.isSuccess ? `Raised ${plural(replay.data.events, 'event')} again.` : null}
      </p>
      <Refused error={replay.error} what="Not replayed:" />
    </>
  );
}
