import { useNowHere } from '@/design/now';
import { useStream } from './stream';
import { useConnection } from './useLine';

/** When what the page lives on was heard last: the live stream of a run, else any answer. The banner says more of a lost line. */
export function LiveLine() {
  const { heardAt, lostAt } = useConnection();
  const stream = useStream();
  const now = useNowHere();
  const streamed = stream.tries === 0 ? stream.heardAt : undefined;
  const age = Math.max(0, now - (streamed ?? heardAt)) / 1000;
  return (
    <div className={lostAt === undefined ? 'live' : 'live lost'}>
      <i />
      {lostAt !== undefined ? 'not live' : stream.tries === 0 ? 'live' : 'every 2 s'} <span className="soft">{age < 10 ? age.toFixed(1) : Math.round(age)} s ago</span>
    </div>
  );
}
