import type { Limit } from '@/api/schema';
import { figure, money, periodWords, scopeWords } from '@/format/money';
import { percent } from '@/format/scale';
import { BudgetBar } from './BudgetBar';
import { stopsFirst } from './covering';

/** The budgets and counted quotas that a call passes, as a road: the budget of least left is where it stops first. `of` is the scope of the key alone. */
export function Chain({ limits, of }: { limits: readonly Limit[]; of: string }) {
  const first = stopsFirst(limits.filter(({ kind }) => kind === 'budget'));
  return (
    <ol className="chain" aria-label="Budgets that each call passes">
      {limits.map((limit) => (
        <li key={limit.id} className={limit === first ? 'here' : undefined}>
          <span className="ln" />
          <div className="stop">
            <p>
              <b>{limit.name}</b>
              <span className="soft">
                {limit.scope === of ? 'this key alone' : scopeWords(limit.scope)}, {periodWords(limit.period)}
              </span>
              <span title={`${limit.left} ${limit.unit}`}>{amountOf(limit.left, limit)} left</span>
            </p>
            <BudgetBar limit={limit} />
            <p>
              <span title={`${limit.used} used, ${limit.held} held of ${limit.cap} ${limit.unit}`}>
                {amountOf(limit.used, limit)}
                {Number(limit.held) === 0 ? null : <span className="held-part"> + {amountOf(limit.held, limit)}</span>} of {amountOf(limit.cap, limit)} {limit.unit}
              </span>
              <span>{limit === first && limits.length > 1 ? 'stops first' : ''}</span>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function amountOf(amount: string, { unit }: Limit): string {
  return unit === 'calls' || unit === 'tokens' ? figure(amount, unit) : money(amount);
}

/** Rates as gauges: alive up to now, the end is the limit. `of` is the scope of the key alone. */
export function Gauges({ rates, of }: { rates: readonly Limit[]; of: string }) {
  return (
    <ul className="gauges">
      {rates.map((rate) => {
        const now = Number(rate.used) + Number(rate.held);
        const label = `${figure(String(now), rate.unit)} of ${figure(rate.cap, rate.unit)}`;
        return (
          <li key={rate.id}>
            <p>
              <span>
                {rateWords(rate)} <span className="soft">{rate.scope === of ? '' : scopeWords(rate.scope)}</span>
              </span>
              <b>{figure(String(now), rate.unit)}</b>
              <span className="soft">of {figure(rate.cap, rate.unit)}</span>
            </p>
            <span className="gauge" role="img" aria-label={label}>
              <i style={{ width: `${percent(now, Number(rate.cap))}%` }} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function rateWords({ period, unit }: Limit): string {
  if (period === 'parallel') return 'in parallel, now';
  return `${unit === 'calls' ? 'requests' : unit}, last ${period === 'second' ? 'second' : '60 s'}`;
}
