import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { approvalsQuery, limitsQuery } from '@/api/queries';
import type { Approval, Limit } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { Sk } from '@/design/Place';
import { money, scopeWords, usedWords } from '@/format/money';
import { CallsLink } from '../decisions/CallsLink';
import { callsUnder, spanOf } from '../decisions/keys';
import { Asked } from '../Asked';
import { AllowMore } from '../budget/AllowMore';
import { Approvals } from '../budget/Approvals';
import { BudgetBar, BudgetLegend } from '../budget/BudgetBar';
import { Forecast } from '../budget/Forecast';
import { asksAt } from '../budget/threshold';
import { Thresholds } from '../budget/Thresholds';
import { zoned } from '../budget/zone';

const none: readonly Approval[] = [];

/** What is asked for the budgets of this room. */
export const budgetsAsked = { kind: 'budget', limit: '50' };

/** The budgets beside the figures: settled, held, forecast, what happens at which share, who allowed more, and what is told below them. */
export function Budgets({ children }: { children: ReactNode }) {
  const query = useQuery(limitsQuery(budgetsAsked));
  const asking = query.data?.items.some((limit) => asksAt(limit) !== undefined) === true;
  const approvals = useQuery({ ...approvalsQuery({ state: 'in_force', limit: '500' }), enabled: asking }).data?.items ?? none;
  return (
    <aside className="side budgets" aria-label="Budgets">
      <header>
        <div className="title">
          <h2>Budgets</h2>
          <Link to="/limits" search={{}}>
            all limits
          </Link>
          <Link to="/limits" search={{ form: 'budget' }} className="btn">
            <Icon name="add" size={14} />
            Set a budget
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
                    <Budget key={limit.id} limit={limit} approvals={approvals} />
                  ))}
                </ul>
                {asking ? (
                  <>
                    <h3>Approvals</h3>
                    <Approvals />
                  </>
                ) : null}
              </>
            )
          }
        </Asked>
        {children}
      </div>
    </aside>
  );
}

function Budget({ limit, approvals }: { limit: Limit; approvals: readonly Approval[] }) {
  return (
    <li>
      <p>
        <b>{limit.name}</b> <span className="soft">{scopeWords(limit.scope)}</span>
        <span className="soft">{zoned(limit.period, limit.zone)}</span>
      </p>
      <BudgetBar limit={limit} room />
      <p className="small">
        <span title={usedWords(limit)}>
          <CallsLink of={callsUnder(limit.scope, { since: spanOf(limit.period) })} label={`Calls that ${limit.name} counts`}>
            {money(limit.used)}
          </CallsLink>
          {Number(limit.held) === 0 ? null : <span className="held-part"> + {money(limit.held)}</span>}{' '}
          <span className="soft">
            of {money(limit.cap)} {limit.unit}
          </span>
        </span>
        <Forecast limit={limit} />
      </p>
      <Thresholds limit={limit} approvals={approvals} />
      <AllowMore limit={limit} />
    </li>
  );
}

function Loading() {
  return [240, 180, 220].map((width) => (
    <p key={width} className="py-2">
      <Sk width={width} />
    </p>
  ));
}
