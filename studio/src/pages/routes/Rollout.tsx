import { useQuery } from '@tanstack/react-query';
import { rolloutQuery } from '@/api/queries';
import type { Rollout as Standing } from '@/api/schema';
import { SkLine } from '@/design/Place';
import { State, StateIcon } from '@/design/State';
import { duration } from '@/format/duration';
import { count, list } from '@/format/text';
import { TableHead } from '@/table/Columns';
import { Asked } from '../Asked';
import { compared, copyWords, plain, sentence, stations, type Station } from './rollout';
import { RolloutActs } from './RolloutActs';
import { rolloutWords, type Rollout as Spec } from './words';

/** Where the rollout of a route stands: its steps as a road lying down, both sides beside their bounds, why all went back. */
export function Rollout({ id, version, spec }: { id: string; version: number; spec: Spec }) {
  const query = useQuery(rolloutQuery(id));
  return (
    <section className="rollout" aria-label={`Rollout of ${id}`}>
      <header className="cap line">
        <h3>Rollout of v{version}</h3>
        {query.data === undefined ? null : <State {...stateOf(query.data)} />}
        <span className="soft">{rolloutWords(spec)}</span>
        <span className="does">{query.data === undefined ? null : <RolloutActs at={query.data} />}</span>
      </header>
      <Asked query={query} loading={<SkLine width={320} />}>
        {(at) => <Body at={at} spec={spec} />}
      </Asked>
    </section>
  );
}

function stateOf({ stopped, state, share }: Standing): { of: string; word: string } {
  if (stopped !== undefined) return { of: 'failed', word: 'taken back' };
  if (state === 'paused') return { of: 'waiting', word: `paused at ${plain(share)} of calls` };
  return { of: 'running', word: `${plain(share)} of calls` };
}

function Body({ at, spec }: { at: Standing; spec: Spec }) {
  return (
    <>
      <Why at={at} />
      <ol className="hroad wide">
        {stations(at, spec.every).map((station) => (
          <Stop key={station.share} of={station} at={at} />
        ))}
      </ol>
      <Sides at={at} spec={spec} />
      {at.shadow === undefined ? null : (
        <p className="pad soft small">
          Of the other calls {plain(at.shadow.share)} are copied to the new offers: {list(copyWords(at.shadow))}.
        </p>
      )}
      <p className="pad soft small">Counted by all servers since it began with its first step.</p>
    </>
  );
}

/** Why it does not go on. */
function Why({ at }: { at: Standing }) {
  const by = at.by === undefined ? '' : `, by ${at.by}`;
  if (at.stopped !== undefined) {
    return (
      <p className="taken-back" role="status">
        <StateIcon of="degraded" bare /> <b>All calls went back{by}</b> {sentence(at.stopped)} The new offers get no calls until it begins again.
      </p>
    );
  }
  if (at.state !== 'paused') return null;
  return (
    <p className="taken-back" role="status">
      <StateIcon of="waiting" bare /> <b>Paused{by}</b> {at.reason === undefined ? '' : sentence(at.reason)} It keeps its step, and still goes back where a bound is passed.
    </p>
  );
}

function Stop({ of, at }: { of: Station; at: Standing }) {
  return (
    <li className={of.state} aria-current={of.state === 'here' ? 'step' : undefined}>
      <span className="way" style={{ width: `${of.way * 100}%` }} />
      <b>{plain(of.share)}</b>
      {of.state === 'here' ? (
        <small>
          {count(at.judged)} of {count(at.calls)} attempts, for {at.stepSeconds < 60 ? `${at.stepSeconds} s` : duration(at.stepSeconds * 1000)}
        </small>
      ) : null}
      {of.state === 'back' ? <small>stopped here</small> : null}
    </li>
  );
}

function Sides({ at, spec }: { at: Standing; spec: Spec }) {
  return (
    <table className="t rp">
      <caption className="sr">Both sides of the rollout</caption>
      <TableHead columns={[{ name: 'All steps' }, { name: 'old', num: true }, { name: 'new', num: true }, { name: 'must be', num: true }]} />
      <tbody>
        {compared(at, spec).map(({ name, old, fresh, bound, beyond }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="num mono" data-l="old">
              {old}
            </td>
            <td className={beyond ? 'num mono bad' : 'num mono'} data-l="new">
              {beyond ? <StateIcon of="degraded" bare /> : null} {fresh}
            </td>
            <td className="num soft" data-l="must be">
              {bound ?? ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
