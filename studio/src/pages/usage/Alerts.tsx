import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { limitsQuery } from '@/api/queries';
import type { Limit } from '@/api/schema';
import { useNow } from '@/design/now';
import { StateIcon } from '@/design/State';
import type { Search } from '@/table/query';
import { CallsLink } from '../decisions/CallsLink';
import { callsOf } from '../decisions/keys';
import { alerts, type Alert } from './alerts';
import { budgetsAsked } from './Budgets';
import { nextDay, type Unusual } from './outlook';
import type { Group } from './sums';

const none: readonly Limit[] = [];

/** What wants to be looked at, of budgets and of the figures beside them. */
export function Alerts({ groups, by, day }: { groups: readonly Group[]; by: string; day: Unusual | undefined }) {
  const limits = useQuery(limitsQuery(budgetsAsked)).data?.items ?? none;
  const found = alerts(limits, groups, by, day, useNow());
  if (found.length === 0) return null;
  return (
    <section aria-label="Alerts" className="alerts">
      <h3>Alerts</h3>
      <ul>
        {found.map((alert) => (
          <li key={alert.id}>
            <StateIcon of="degraded" bare />
            <div>
              <p>
                <b>{alert.title}</b>
              </p>
              <p className="soft small">
                {alert.detail} <Where of={alert} search={day === undefined ? {} : daySearch(day, by)} />
                <Calls of={alert.calls ?? (alert.place === 'day' && day !== undefined ? callsOf({ from: day.day, to: nextDay(day.day) }, by, day.name) : undefined)} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Where({ of, search }: { of: Alert; search: Search }) {
  if (of.place === 'day') {
    return (
      <Link to="/usage" search={search}>
        Its calls by key
      </Link>
    );
  }
  if (of.place === 'limits') return <Link to="/limits" search={{}}>Limits</Link>;
  return <Link to="/providers" search={{}}>Providers</Link>;
}

function Calls({ of }: { of: Search | undefined }) {
  if (of === undefined) return null;
  return (
    <>
      {' '}
      <CallsLink of={of} label="The calls that this is about">
        Its calls
      </CallsLink>
    </>
  );
}

/** One day alone, told apart by who called. */
export function daySearch({ day }: Unusual, by: string): Search {
  return { from: day, to: nextDay(day), by: by === 'key' ? 'model' : 'key' };
}
