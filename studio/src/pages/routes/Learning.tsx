import { useQuery } from '@tanstack/react-query';
import { learningQuery } from '@/api/queries';
import type { Learning as Learned } from '@/api/schema';
import { Ago, Bar, Copy } from '@/design/Marks';
import { SkLine } from '@/design/Place';
import { State } from '@/design/State';
import { latency } from '@/format/duration';
import { money } from '@/format/money';
import { percent as partOf } from '@/format/scale';
import { count } from '@/format/text';
import { TableHead } from '@/table/Columns';
import { Asked } from '../Asked';
import { plain } from './rollout';

/** What a route has learned from the scores of callers, who decides, and how well that does on calls it did not learn from. */
export function Learning({ id, version }: { id: string; version: number }) {
  const query = useQuery(learningQuery(id));
  return (
    <section className="learning" aria-label={`Learning of ${id}`}>
      <header className="cap line">
        <h3>Learning of v{version}</h3>
        {query.data === undefined ? null : <State of={query.data.decides === 'learned' ? 'running' : 'waiting'} word={query.data.decides === 'learned' ? 'what was learned decides' : 'the rules decide'} />}
        <span className="soft">
          {query.data === undefined ? '' : `rules: ${query.data.rules.replaceAll('_', ' ')}; ${plain(query.data.explore)} of calls go to an offer that is drawn`}
        </span>
      </header>
      <Asked query={query} loading={<SkLine width={320} />}>
        {(learned) => (learned.calls === 0 ? <Nothing of={learned} /> : <Body of={learned} />)}
      </Asked>
    </section>
  );
}

function Nothing({ of }: { of: Learned }) {
  const command = './auterity decision feedback DECISION 0.8';
  return (
    <div className="pad">
      <p>
        Nothing is learned yet. It takes {count(of.needed)} calls whose answers somebody scored, from 0 to 1: score them alike, whoever answered.
      </p>
      <p className="cmd-line">
        <code>{command}</code> <Copy text={command} label="Copy command" />
      </p>
    </div>
  );
}

function Body({ of }: { of: Learned }) {
  return (
    <>
      <p className="pad">{sentence(of.why)}</p>
      {of.calls < of.needed ? (
        <p className="pad soft small">
          <Bar width={160} label={`${count(of.calls)} of ${count(of.needed)} scored calls`} parts={[{ kind: 'live', percent: partOf(of.calls, of.needed) }]} /> {count(of.calls)} of {count(of.needed)} scored calls
        </p>
      ) : null}
      <div className="rg">
        <Worths of={of} />
        <Offers of={of} />
      </div>
      <p className="pad soft small">
        Version {of.version}, learned from {count(of.calls)} scored calls{of.made === undefined ? '' : ' '}
        {of.made === undefined ? null : <Ago at={of.made} />}; the worth of a call is estimated on calls that it was not learned from
        {of.calibration === undefined ? '' : `, and scores are foreseen to within ${of.calibration.error.toFixed(2)} in the mean`}.
      </p>
    </>
  );
}

function sentence(why: string): string {
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}${/[.!?]$/.test(why) ? '' : '.'}`;
}

function Worths({ of: { worth, regret } }: { of: Learned }) {
  return (
    <table className="t rp">
      <caption className="sr">What a call is worth, from 0 to 1</caption>
      <TableHead columns={[{ name: 'A call' }, { name: 'by rules', num: true }, { name: 'learned', num: true }, { name: 'gain', num: true }]} />
      <tbody>
        {worth === undefined ? null : (
          <tr>
            <th scope="row">worth, 0 to 1</th>
            <td className="num mono" data-l="by rules">
              {worth.rules.toFixed(3)}
            </td>
            <td className="num mono" data-l="learned">
              {worth.learned.toFixed(3)}
            </td>
            <td className="num mono" data-l="gain" title={`Both choose otherwise in ${count(worth.differing)} calls`}>
              {signed(worth.gain)}{' '}
              <span className="soft">
                {signed(worth.gainLow)} to {signed(worth.gainHigh)}
              </span>
            </td>
          </tr>
        )}
        {regret === undefined ? null : (
          <tr>
            <th scope="row">regret</th>
            <td className="num mono" data-l="by rules">
              {regret.rules.toFixed(3)}
            </td>
            <td className="num mono" data-l="learned">
              {regret.learned.toFixed(3)}
            </td>
            <td className="num soft">
              as asked {regret.asked.toFixed(3)}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

function Offers({ of: { offers } }: { of: Learned }) {
  return (
    <table className="t rp">
      <caption className="sr">What is known of each offer</caption>
      <TableHead columns={[{ name: 'Offer' }, { name: 'score', num: true }, { name: 'cost', num: true }, { name: 'latency', num: true }]} />
      <tbody>
        {offers.map(({ offer, calls, score, cost, meanMs }) => (
          <tr key={offer}>
            <th scope="row">
              {offer} <span className="soft small">{count(calls)} calls</span>
            </th>
            <td className="num mono" data-l="score">
              {score.toFixed(2)}
            </td>
            <td className="num mono" data-l="cost">
              {money(cost)}
            </td>
            <td className="num mono" data-l="latency">
              {latency(meanMs)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
