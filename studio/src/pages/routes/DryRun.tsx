import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { capabilitiesQuery, routeTrialQuery } from '@/api/queries';
import type { DescribedCall, Resource, RouteTrial } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { Prose } from '@/design/Prose';
import { Sk } from '@/design/Place';
import { exactly, sum } from '@/format/money';
import { count, list } from '@/format/text';
import { word } from '@/format/words';
import { RoadShort, type ShortStage } from '@/road/RoadShort';
import { stages } from '@/road/stages';
import { Asked } from '../Asked';
import { capabilityOf, describe, labelsOf, type Typed } from './described';
import type { RouteSpec } from './words';

/** What would become of a call that is described: nothing is sent, held or remembered. */
export function DryRun({ route }: { route: Resource }) {
  const capabilities = useQuery(capabilitiesQuery);
  const ids = (capabilities.data?.items ?? []).map(({ id }) => id);
  return (
    <aside className="side dry" aria-label="Dry run">
      <header>
        <div className="title">
          <h3 className="plain">Dry run</h3>
          <span className="soft small">nothing is sent, nothing is held</span>
        </div>
      </header>
      <Asked query={capabilities} loading={<Sk width={240} />}>
        {() => <Trial key={route.version} spec={route.spec} capabilities={ids} />}
      </Asked>
    </aside>
  );
}

function Trial({ spec, capabilities }: { spec: RouteSpec; capabilities: readonly string[] }) {
  const [typed, setTyped] = useState<Typed>(() => ({ capability: capabilityOf(spec, capabilities), model: '', ...labelsOf(spec), input: '1000', output: '300' }));
  const [call, setCall] = useState<DescribedCall>(() => describe(typed));
  const query = useQuery({ ...routeTrialQuery(call), placeholderData: keepPreviousData });
  const run = (event: SyntheticEvent) => {
    event.preventDefault();
    setCall(describe(typed));
    if (JSON.stringify(describe(typed)) === JSON.stringify(call)) void query.refetch();
  };
  const field = (key: keyof Typed, label: string, extra: { list?: string; inputMode?: 'numeric' } = {}) => (
    <label className="f">
      <span>{label}</span>
      <input className="in" value={typed[key]} spellCheck={false} autoComplete="off" onChange={({ target }) => setTyped({ ...typed, [key]: target.value })} {...extra} />
    </label>
  );
  return (
    <div className="body">
      <form onSubmit={run} className="ask-route">
        {field('capability', 'Capability', { list: 'capability-ids' })}
        <datalist id="capability-ids">
          {capabilities.map((id) => (
            <option key={id} value={id} />
          ))}
        </datalist>
        {field('model', 'Model')}
        {field('labels', 'Labels, as team=claims, tag=bulk')}
        {field('input', 'Tokens in', { inputMode: 'numeric' })}
        {field('output', 'Most tokens out', { inputMode: 'numeric' })}
        <button type="submit" className="btn">
          <Icon name="right" size={14} />
          Run again
        </button>
      </form>
      <Asked query={query} loading={<Sk width={280} />}>
        {(trial) => <Result trial={trial} />}
      </Asked>
    </div>
  );
}

function Result({ trial }: { trial: RouteTrial }) {
  const first = trial.candidates.find(({ state }) => state === 'planned');
  return (
    <div aria-live="polite">
      <p className="ans">{trial.failure === undefined ? <Answer trial={trial} offer={first?.offer} /> : <Failed trial={trial} />}</p>
      <RoadShort stages={road(trial, first?.offer)} />
      {trial.candidates.length === 0 ? null : <Candidates trial={trial} won={first?.rank} />}
      {trial.exclusions.length === 0 ? null : (
        <>
          <h4>Excluded</h4>
          <ul className="excl">
            {trial.exclusions.map(({ reason, offers, detail }) => (
              <li key={`${reason} ${detail}`}>
                {list(offers)}, <code>{reason}</code>. <span className="soft">{detail}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {trial.passed.length === 0 ? null : (
        <>
          <h4>Not these routes</h4>
          <ul className="excl">
            {trial.passed.map(({ id, version, priority, why }) => (
              <li key={id}>
                <b>{id}</b> <span className="soft">v{version}, priority {priority}:</span> {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Answer({ trial: { route, drawn }, offer }: { trial: RouteTrial; offer: string | undefined }) {
  return (
    <>
      {route === undefined ? 'No route takes it; the only provider that can would be asked: ' : `${route.id} v${route.version} would ask `}
      <b>{offer}</b>
      {drawn ? ', as the order was drawn for this try; another call may see another one' : ''}. {route === undefined ? null : <Prose text={route.matched} />}
    </>
  );
}

function Failed({ trial: { failure, route } }: { trial: RouteTrial }) {
  return (
    <>
      {route === undefined ? 'No route takes it. ' : `${route.id} v${route.version} takes it, and nobody may answer. `}
      <b className="bad">{failure?.message}</b> <code>{failure?.code}</code>
    </>
  );
}

/** The road as far as a plan goes: the ring stands at the attempt that is not made. */
function road({ route, failure }: RouteTrial, offer: string | undefined): ShortStage[] {
  const at = stages.indexOf('route');
  return stages.map((name, place): ShortStage => {
    const verdict = name === 'route' ? (failure?.code ?? (route === undefined ? 'no route' : `${route.id} v${route.version}`)) : '';
    if (name === 'route') return { name, ms: null, standing: failure === undefined ? 'decided' : 'stopped', verdict };
    if (failure !== undefined && place > at) return { name, ms: null, standing: 'ahead', verdict: '' };
    if (name === 'attempt') return { name, ms: null, standing: 'here', verdict: `${offer ?? ''}, not sent` };
    return { name, ms: null, standing: place < at || name === 'reserve' ? 'idle' : 'ahead', verdict: name === 'reserve' ? 'nothing held' : place < at ? 'not tried' : '' };
  });
}

function Candidates({ trial, won }: { trial: RouteTrial; won: number | undefined }) {
  return (
    <table className="cd">
      <caption className="sr">Offers in the order in which they are asked</caption>
      <thead>
        <tr>
          <th>Candidate</th>
          <th className="num">Expected</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        {trial.candidates.map(({ rank, offer, expectedCost, state, fallback, failing }) => (
          <tr key={rank} className={rank === won ? 'won' : undefined}>
            <td>
              <span className="rank">{rank}</span>
              {offer}
            </td>
            <td className="num mono">{expectedCost === undefined ? <span className="soft">no price</span> : <span title={exactly(expectedCost)}>{sum(expectedCost)}</span>}</td>
            <td className="why">
              {state === 'planned' ? (rank === won ? 'first' : fallback ? 'fallback' : 'failover') : word(state).replaceAll('-', ' ')}
              {failing ? ', failing of late' : ''}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3} className="soft small">
            {count(trial.candidates.length)} may answer, by the prices and the health of now
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
