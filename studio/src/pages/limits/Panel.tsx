import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { approvalsQuery, resourcesQuery } from '@/api/queries';
import type { Limit, Page, Resource } from '@/api/schema';
import { Copy, Until } from '@/design/Marks';
import { exact } from '@/format/time';
import { exactFigure, figure, scopeWords } from '@/format/money';
import { yaml } from '@/format/yaml';
import { CallsLink } from '../decisions/CallsLink';
import { callsUnder, spanOf } from '../decisions/keys';
import { Asked } from '../Asked';
import { AllowMore } from '../budget/AllowMore';
import { Approvals } from '../budget/Approvals';
import { BudgetBar, BudgetLegend } from '../budget/BudgetBar';
import { isRate } from '../budget/covering';
import { Forecast, methodWords } from '../budget/Forecast';
import { asksAt } from '../budget/threshold';
import { Thresholds } from '../budget/Thresholds';
import { zoned } from '../budget/zone';
import { Side, SideSkeleton } from '../Side';

interface Props {
  id: string;
  limits: UseQueryResult<Page<Limit>>;
  onClose: () => void;
  onStep: (by: number) => void;
}

/** One limit: how its window stands and will end, what happens at which share, who allowed more, and its text. */
export function LimitPanel({ id, limits, onClose, onStep }: Props) {
  const limit = limits.data?.items.find((one) => one.id === id);
  const resources = useQuery({ ...resourcesQuery(limit?.kind ?? 'budget'), enabled: limit !== undefined }).data?.items;
  const resource = resources?.find((one) => one.id === limit?.name);
  return (
    <Side
      room="limit"
      title={limit?.name ?? id}
      label={`Limit ${limit?.name ?? id}`}
      shown={id}
      settled={!limits.isPending}
      onClose={onClose}
      step={{ what: 'limit', by: onStep }}
      meta={
        limit === undefined ? undefined : (
          <span className="soft">
            {limit.kind}, {zoned(limit.period, limit.zone)}; {scopeWords(limit.scope)}
          </span>
        )
      }
    >
      <Asked query={limits} loading={<SideSkeleton />}>
        {() => (limit === undefined ? <p className="body soft">There is no such limit on this page of the list.</p> : <Body limit={limit} resource={resource} />)}
      </Asked>
    </Side>
  );
}

function Body({ limit, resource }: { limit: Limit; resource: Resource | undefined }) {
  return (
    <div className="body">
      <h3>
        <span>
          {isRate(limit) ? 'Now' : 'This window'},{' '}
          <CallsLink of={callsUnder(limit.scope, { since: spanOf(limit.period) })} label={`Calls that ${limit.name} counts`}>
            its calls
          </CallsLink>
        </span>
        {limit.resetsAt === undefined ? null : (
          <span>
            begins anew <Until at={limit.resetsAt} />
          </span>
        )}
      </h3>
      <BudgetBar limit={limit} room />
      <Standing limit={limit} />
      <p className="soft small legend-row">
        <BudgetLegend forecast={!isRate(limit)} />
      </p>
      {Number(limit.unsettled) > 0 ? <LeftHeld limit={limit} /> : null}
      {isRate(limit) || limit.resetsAt === undefined ? null : <Ahead limit={limit} />}
      {isRate(limit) ? null : <AtShares limit={limit} />}
      {resource === undefined ? null : (
        <>
          <h3>
            <span>Text, v{resource.version}</span>
            <Copy text={yaml(resource)} label="Copy the text" />
          </h3>
          <pre className="code">{yaml(resource)}</pre>
        </>
      )}
    </div>
  );
}

/** The exact figures, none of them rounded. */
function Standing({ limit }: { limit: Limit }) {
  const figures = [
    { name: isRate(limit) ? 'ended' : 'settled', of: limit.settled, what: 'what ended calls have used' },
    { name: 'held', of: limit.held, what: 'the most that calls under way may use' },
    ...(Number(limit.unsettled) > 0 ? [{ name: 'left held', of: limit.unsettled, what: 'by a crash; it counts as used' }] : []),
    { name: 'left', of: limit.left, what: '' },
    { name: 'cap', of: limit.cap, what: '' },
  ];
  return (
    <dl className="kv">
      {figures.map(({ name, of, what }) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd>
            <b className="mono">{exactFigure(of, limit.unit)}</b> <span className="soft">{what === '' ? limit.unit : `${limit.unit}, ${what}`}</span>
          </dd>
        </div>
      ))}
      {limit.resetsAt === undefined ? null : (
        <>
          <dt>ends</dt>
          <dd>{exact(limit.resetsAt)}</dd>
        </>
      )}
    </dl>
  );
}

function LeftHeld({ limit }: { limit: Limit }) {
  const command = `./auterity limit settle ${limit.kind}/${limit.name}`;
  return (
    <p className="small soft">
      A server that ended left it held, and nobody told what became of those calls. What it had told as used stays, the rest is free again by <code>{command}</code> <Copy text={command} label="Copy command" />
    </p>
  );
}

function Ahead({ limit }: { limit: Limit }) {
  const { forecast } = limit;
  return (
    <>
      <h3>Forecast</h3>
      {forecast === undefined ? (
        <p className="soft">None yet: the window has just begun.</p>
      ) : (
        <>
          <p>
            <Forecast limit={limit} />
          </p>
          <p className="soft small">
            <span title={`${exactFigure(forecast.used, limit.unit)} ${limit.unit}`}>
              {figure(forecast.used, limit.unit)} {limit.unit}
            </span>{' '}
            by the end of the window, {methodWords(forecast.method)}.
            {forecast.error === undefined ? ' How far off that is was not measured yet.' : ` In the last week that was off by ${Math.round(forecast.error * 100)} % of what was used.`}
          </p>
        </>
      )}
    </>
  );
}

function AtShares({ limit }: { limit: Limit }) {
  const asks = asksAt(limit) !== undefined;
  const held = useQuery({ ...approvalsQuery({ budget: limit.name, state: 'in_force', limit: '500' }), enabled: asks }).data?.items ?? [];
  return (
    <>
      <h3>What happens at which share</h3>
      {limit.thresholds.length === 0 ? <p className="soft">Nothing before the cap: there calls are refused.</p> : <Thresholds limit={limit} approvals={held} all />}
      {asks ? (
        <>
          <h3>
            <span>Approvals</span>
            <AllowMore limit={limit} />
          </h3>
          <Approvals budget={limit.name} />
        </>
      ) : null}
    </>
  );
}
