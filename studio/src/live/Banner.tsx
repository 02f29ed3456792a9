import { retryNow } from '@/api/connection';
import { Icon } from '@/design/Icon';
import { useNowHere } from '@/design/now';
import { duration } from '@/format/duration';
import { clock } from '@/format/time';
import { useStream } from './stream';
import { useConnection } from './useLine';

/** Since when the line is lost, what is still true, when the next try is. Said once, not every second. */
export function Banner() {
  const { lostAt, heardAt, retryAt } = useConnection();
  if (lostAt === undefined) return <Polled />;
  return (
    <div className="banner">
      <Icon name="offline" />
      <b role="alert">Not live since {clock(lostAt)}</b>
      <Waiting heardAt={heardAt} retryAt={retryAt ?? lostAt} />
      <span className="grow" />
      <button type="button" className="btn" onClick={() => retryNow(Date.now())}>
        Try now
      </button>
    </div>
  );
}

/** A live stream that cannot be held. One that is open again at once is not worth a word. */
function Polled() {
  const { tries } = useStream();
  if (tries < 2) return null;
  return (
    <div className="banner">
      <Icon name="offline" />
      <b role="status">The live stream is refused</b>
      <span>Figures come every 2 s. The stream is tried again.</span>
    </div>
  );
}

function Waiting({ heardAt, retryAt }: { heardAt: number; retryAt: number }) {
  const now = useNowHere();
  const age = heardAt === 0 ? 'No figures yet.' : `Figures are of ${whole(now - heardAt)} ago.`;
  const left = retryAt - now;
  return (
    <span>
      {age} {left < 1000 ? 'Trying again now.' : `Trying again in ${whole(left)}.`}
    </span>
  );
}

function whole(ms: number): string {
  return ms < 60_000 ? `${Math.max(1, Math.round(ms / 1000))} s` : duration(ms);
}
