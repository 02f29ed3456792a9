import { Link } from '@tanstack/react-router';
import type { DecisionSummary } from '@/api/schema';
import { Ago, Tag, Tags } from '@/design/Marks';
import { State } from '@/design/State';
import { duration } from '@/format/duration';
import { exactly, money } from '@/format/money';
import { tailId } from '@/format/text';
import { RoadFlat } from '@/road/RoadFlat';
import { standings } from '@/road/standing';

/** A decision in the list. The whole row leads to its road. */
export function Row({ decision }: { decision: DecisionSummary }) {
  return (
    <tr>
      <td className="c-state">
        <State of={decision.outcome} />
      </td>
      <td className="c-call">
        <Link data-row className="name stretched" to="/decisions/$id" params={{ id: decision.id }} search={{}}>
          {decision.step ?? decision.capability}
        </Link>
        {decision.code === undefined ? null : <span className="why">{decision.code}</span>}
        {decision.step === undefined ? null : <code className="after c-cap">{decision.capability}</code>}
      </td>
      <td className="c-prov nowrap">
        <Answered decision={decision} />
      </td>
      <td className="c-road">
        <RoadFlat standings={standings(decision.road)} failedOver={decision.failover} />
        {decision.injected ? <Tag>injected</Tag> : null}
      </td>
      <td className="c-run">
        {decision.run === undefined ? (
          <span className="soft">
            {decision.door}, {decision.principal}
          </span>
        ) : (
          <Link className="inrun" to="/runs/$id" params={{ id: decision.run }} search={{}} title={decision.run}>
            <code>{tailId(decision.run)}</code>
          </Link>
        )}
      </td>
      <td className={`num c-cost ${Number(decision.cost.amount) === 0 ? 'zero' : ''}`} title={exactly(decision.cost)}>
        {money(decision.cost.amount)}
      </td>
      <td className="num c-time">{duration(decision.durationMs)}</td>
      <td className="num soft c-when">
        <Ago at={decision.beganAt} />
      </td>
    </tr>
  );
}

/** The model, and who answered where that is not its name. */
function Answered({ decision: { model, provider, providerMarks } }: { decision: DecisionSummary }) {
  const name = model ?? provider;
  return (
    <>
      {name ?? <span className="soft">nobody</span>}
      {provider === undefined || provider === name ? null : <span className="after">{provider}</span>}
      <Tags marks={providerMarks} />
    </>
  );
}
