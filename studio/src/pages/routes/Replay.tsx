import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { replay } from '@/api/apply';
import { api, value } from '@/api/client';
import { replayQuery } from '@/api/queries';
import type { Replay as Replayed, ReplayResult } from '@/api/schema';
import { Bar, Tag } from '@/design/Marks';
import { Broken } from '@/design/Place';
import { count, plural } from '@/format/text';
import { trouble } from '../Asked';
import { figures, type Figure } from './figures';

const periods = [
  { since: '1h', name: '1 hour' },
  { since: '24h', name: '24 hours' },
  { since: '7d', name: '7 days' },
] as const;

/** Recorded decisions, planned again by this text: who would be asked, at what cost, how soon. */
export function Replay({ text, changed }: { text: string; changed: boolean }) {
  const [since, setSince] = useState<string>('24h');
  const start = useMutation({ mutationFn: (of: string) => replay(of, since) });
  const id = start.data?.id;
  const query = useQuery({ ...replayQuery(id ?? ''), enabled: id !== undefined });
  const running = start.isPending || (id !== undefined && (query.data?.state ?? 'running') === 'running');
  return (
    <section className="replay" aria-label="Replay">
      <header className="cap line">
        <h3>Replay</h3>
        <span className="soft">recorded decisions, planned again by {changed ? 'the draft' : 'the text above'}; nobody is asked</span>
        <span className="grow" />
        <span className="periods" role="group" aria-label="Period">
          {periods.map((period) => (
            <button key={period.since} type="button" aria-pressed={since === period.since} onClick={() => setSince(period.since)}>
              {period.name}
            </button>
          ))}
        </span>
        {running && id !== undefined ? <Cancel id={id} /> : null}
        <button type="button" className="btn" disabled={running} onClick={() => start.mutate(text)}>
          Replay
        </button>
      </header>
      {start.isError ? <Broken trouble={trouble(start.error)} /> : query.isError ? <Broken trouble={trouble(query.error)} /> : null}
      {running && query.data !== undefined ? <Progress of={query.data} /> : null}
      {query.data?.result === undefined || start.isPending ? null : <Result of={query.data.result} state={query.data.state} />}
    </section>
  );
}

function Cancel({ id }: { id: string }) {
  return (
    <button type="button" className="btn" onClick={() => void value(api.DELETE('/api/v1/routes/replays/{id}', { params: { path: { id } } }))}>
      Cancel
    </button>
  );
}

function Progress({ of }: { of: Replayed }) {
  const done = Math.round(of.progress * 100);
  return (
    <div className="prog" role="status">
      <p>
        Replaying <b>{done}</b>
        <span className="soft"> % of the period. Figures appear when all are decided.</span>
      </p>
      <Bar parts={[{ kind: 'live', percent: done }]} label={`${done} % of the period`} />
    </div>
  );
}

function Result({ of, state }: { of: ReplayResult; state: string }) {
  if (of.calls === 0) return <p className="pad soft">No decision of this period can be planned again{of.unread > 0 ? `; ${plural(of.unread, 'was', 'were')} not read, since their configuration is gone or they ended before a plan` : ''}.</p>;
  return (
    <>
      <div className="rg">
        <Offers of={of} />
        <table className="t rp">
          <caption className="sr">What changes</caption>
          <thead>
            <tr>
              <th>{plural(of.calls, 'decision')}</th>
              <th className="num">As recorded</th>
              <th className="num">Replayed</th>
              <th className="num">Difference</th>
            </tr>
          </thead>
          <tbody>
            {figures(of).map((figure) => (
              <Line key={figure.name} of={figure} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="soft small pad">
        {state === 'cancelled' ? 'It was cancelled: these are the decisions until then. ' : ''}
        {count(of.moved)} of {count(of.calls)} would first ask somebody else. Who would be asked is exact: the same calls, the configuration and the prices of their day. What a moved call would have cost and how long it would have taken is estimated from others of that offer.
        What it would have answered is not known.
        {of.unread > 0 ? ` ${count(of.unread)} could not be planned again.` : ''}
      </p>
      {of.breaches.length === 0 ? null : (
        <ul className="pad breaches">
          {of.breaches.map(({ route, required, offer, calls }) => (
            <li key={`${route} ${required} ${offer}`} className="bad">
              {plural(calls, 'call')} of {route} required {required} and would go to {offer}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Line({ of: { name, estimated, before, after, difference, bad, zero } }: { of: Figure }) {
  return (
    <tr>
      <th scope="row">
        {name} {estimated ? <Tag>estimated</Tag> : null}
      </th>
      <td className="num mono" data-l="recorded">
        {before}
      </td>
      <td className="num mono" data-l="replayed">
        {after}
      </td>
      <td className={`num ${bad ? 'bad' : ''} ${zero ? 'zero' : ''}`}>{difference}</td>
    </tr>
  );
}

/** How many decisions asked each offer first, and would. */
function Offers({ of }: { of: ReplayResult }) {
  const most = Math.max(...of.offers.flatMap(({ before, after }) => [before, after]), 1);
  return (
    <table className="t moves">
      <caption className="sr">Who is asked first</caption>
      <thead>
        <tr>
          <th>Asked first</th>
          <th className="num">As recorded</th>
          <th className="num">Replayed</th>
        </tr>
      </thead>
      <tbody>
        {of.offers.map(({ id, before, after }) => (
          <tr key={id}>
            <th scope="row">{id === 'none' ? <span className="soft">nobody</span> : id}</th>
            <td className="num" data-l="recorded">
              <span className={before === 0 ? 'zero' : undefined}>{count(before)}</span> <Share kind="done" of={before} most={most} label={`${count(before)} as recorded`} />
            </td>
            <td className="num" data-l="replayed">
              <span className={after === 0 ? 'zero' : undefined}>{count(after)}</span> <Share kind={after === before ? 'done' : 'live'} of={after} most={most} label={`${count(after)} replayed`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Share({ kind, of, most, label }: { kind: 'done' | 'live'; of: number; most: number; label: string }) {
  return <Bar plain width={48} parts={of === 0 ? [] : [{ kind, percent: (of / most) * 100 }]} label={label} />;
}
