import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { limitsQuery } from '@/api/queries';
import type { Limit } from '@/api/schema';
import { useNow } from '@/design/now';
import { Sk } from '@/design/Place';
import { StateIcon } from '@/design/State';
import { money, periodWords, scopeWords } from '@/format/money';
import { exact, farDay } from '@/format/time';
import { Asked } from '../Asked';
import { BudgetBar, BudgetLegend } from '../budget/BudgetBar';

/** The budgets beside the figures: settled, held, forecast, and what happens at which share. */
export function Budgets() {
  const query = useQuery(limitsQuery({ kind: 'budget', limit: '50' }));
  return (
    <aside className="side budgets" aria-label="Budgets">
      <header>
        <div className="title">
          <h2>Budgets</h2>
          <Link to="/limits" search={{}}>
            all limits
          </Link>
        </div>
      </header>
      <div className="body">
        <Asked query={query} loading={<Loading />}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft">No budget caps what calls may cost.</p>
            ) : (
              <>
                <p className="soft small pb-2">
                  <BudgetLegend forecast />
                </p>
                <ul>
                  {items.map((limit) => (
                    <Budget key={limit.id} limit={limit} />
                  ))}
                </ul>
              </>
            )
          }
        </Asked>
      </div>
    </aside>
  );
}

function Budget({ limit }: { limit: Limit }) {
  const reached = limit.thresholds.filter((one) => one.reached);
  return (
    <li>
      <p>
        <b>{limit.name}</b> <span className="soft">{scopeWords(limit.scope)}</span>
        <span className="soft">{periodWords(limit.period)}</span>
      </p>
      <BudgetBar limit={limit} room />
      <p className="small">
        <span title={`${limit.used} used, ${limit.held} held of ${limit.cap} ${limit.unit}`}>
          {money(limit.used)}
          {Number(limit.held) === 0 ? null : <span className="held-part"> + {money(limit.held)}</span>}{' '}
          <span className="soft">
            of {money(limit.cap)} {limit.unit}
          </span>
        </span>
        <Ahead limit={limit} />
      </p>
      {reached.map(({ at, act }) => (
        <p key={`${at} ${act}`} className="small">
          <span>
            <StateIcon of="degraded" bare /> {at} reached: {acts[act] ?? act}
          </span>
        </p>
      ))}
    </li>
  );
}

const acts: Record<string, string> = {
  notify: 'an event was sent',
  cheaper: 'only the cheaper offers answer',
  local: 'only local offers answer',
  ask: 'calls wait for an approval',
  block: 'calls are refused',
};

/** How a forecast was come by. */
const methods: Record<string, string> = {
  linear: 'if it goes on as since the window began',
  seasonal: 'if each hour to come uses what the same hour of the week before did',
};

function Ahead({ limit: { forecast, resetsAt, unit } }: { limit: Limit }) {
  const now = useNow();
  if (forecast === undefined) return <span className="soft">no forecast yet</span>;
  if (forecast.capReachedAt !== undefined) {
    return (
      <b title={`${exact(forecast.capReachedAt)}, ${methods[forecast.method] ?? `by the method ${forecast.method}`}`}>
        {Date.parse(forecast.capReachedAt) <= now ? 'cap reached' : `reaches it on ${farDay(forecast.capReachedAt, now)}`}
      </b>
    );
  }
  return (
    <span className="soft" title={`${forecast.used} ${unit}, ${methods[forecast.method] ?? `by the method ${forecast.method}`}`}>
      about {money(forecast.used)}
      {resetsAt === undefined ? '' : ` by ${farDay(resetsAt, now)}`}
    </span>
  );
}

function Loading() {
  return [240, 180, 220].map((width) => (
    <p key={width} className="py-2">
      <Sk width={width} />
    </p>
  ));
}
