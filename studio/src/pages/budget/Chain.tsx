import type { Limit } from '@/api/schema';
import { exactly, figure, periodWords, scopeWords, usedWords } from '@/format/money';
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
              <span title={exactly({ amount: limit.left, currency: limit.unit })}>{figure(limit.left, limit.unit)} left</span>
            </p>
            <BudgetBar limit={limit} />
            <p>
              <span title={usedWords(limit)}>
                {figure(limit.used, limit.unit)}
                {Number(limit.held) === 0 ? null : <span className="held-part"> + {figure(limit.held, limit.unit)}</span>} of {figure(limit.cap, limit.unit)} {limit.unit}
              </span>
              <span>{limit === first && limits.length > 1 ? 'stops first' : ''}</span>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
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
