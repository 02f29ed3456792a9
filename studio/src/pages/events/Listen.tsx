import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { clockOffset } from '@/api/clock';
import { deliveriesQuery } from '@/api/webhooks';
import type { Delivery, Hook } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { useNow } from '@/design/now';
import { Empty } from '@/design/Place';
import { StateIcon } from '@/design/State';
import type { Search } from '@/table/query';
import { Refused } from '../Refused';
import { Side } from '../Side';
import { arrived, ears, earWords, leftWords, patience } from './listen';

interface Props {
  hooks: readonly Hook[];
  search: Search;
  onClose: () => void;
  onHeard: (id: string) => void;
}

/** Waits for the next delivery and hands on which it is; it ends by itself, and by `Esc`. */
export function Listen(props: Props) {
  const [time, setTime] = useState(0);
  const { webhook, provider } = props.search;
  return <Waiting key={`${time.toString()} ${webhook ?? ''} ${provider ?? ''}`} {...props} onAgain={() => setTime(time + 1)} />;
}

/** How far back it is looked for what came before, so that the two clocks need not agree. */
const back = 60_000;

function Waiting({ hooks, search, onClose, onHeard, onAgain }: Props & { onAgain: () => void }) {
  const now = useNow();
  const [begun] = useState(() => Date.now() + clockOffset());
  const left = Math.min(patience, begun + patience - now);
  const { webhook, provider } = search;
  const asked = { ...(webhook === undefined ? {} : { webhook }), ...(provider === undefined ? {} : { provider }), since: new Date(begun - back).toISOString(), limit: '50' };
  const query = useQuery({ ...deliveriesQuery(asked), enabled: left > 0 });
  const heard = useArrival(query.data?.items);
  useEffect(() => {
    if (heard !== undefined) onHeard(heard.id);
  }, [heard, onHeard]);
  const on = ears(hooks, search);
  const over = left <= 0;
  return (
    <Side room="of-event" title="Listen for one" label="Listening for a delivery" shown="listen" onClose={onClose} meta={over ? <span className="soft">ended</span> : <Left ms={left} />}>
      <div role="status">{over ? <Over on={on} onAgain={onAgain} onClose={onClose} /> : <On on={on} onClose={onClose} />}</div>
      <Refused error={query.error} what="The list did not answer:" />
    </Side>
  );
}

/** What came since the first answer. */
function useArrival(items: readonly Delivery[] | undefined): Delivery | undefined {
  const [before, setBefore] = useState<readonly Delivery[]>();
  if (before === undefined && items !== undefined) setBefore(items);
  return before === undefined || items === undefined ? undefined : arrived(before, items);
}

function Left({ ms }: { ms: number }) {
  return (
    <>
      <span className="state">
        <StateIcon of="running" bare />
        <span>listening</span>
      </span>
      <span className="soft">{leftWords(ms)}</span>
    </>
  );
}

function On({ on, onClose }: { on: readonly Hook[]; onClose: () => void }) {
  const stop = (
    <button type="button" className="btn" onClick={onClose}>
      <Icon name="stop" size={14} />
      Stop
    </button>
  );
  return (
    <Empty title={`Listening on ${earWords(on)}`} acts={stop}>
      Do something at {on.length === 1 ? <b>{on[0]?.provider}</b> : 'a vendor'} that it tells of, or have it send a former delivery again there. What comes is shown here, refused or not; it starts what it always starts.
    </Empty>
  );
}

function Over({ on, onAgain, onClose }: { on: readonly Hook[]; onAgain: () => void; onClose: () => void }) {
  const acts = (
    <>
      <button type="button" className="btn primary" onClick={onAgain}>
        <Icon name="again" size={14} />
        Listen again
      </button>
      <button type="button" className="btn" onClick={onClose}>
        Close
      </button>
    </>
  );
  return (
    <Empty title="Nothing came in 10 min" acts={acts}>
      Nothing reached {earWords(on)}, not even something to refuse. See whether the vendor has the address, and whether its network reaches this server.
    </Empty>
  );
}
