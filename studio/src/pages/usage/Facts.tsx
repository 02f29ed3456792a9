import { useQuery } from '@tanstack/react-query';
import { limitsQuery } from '@/api/queries';
import type { Limit } from '@/api/schema';
import { Tag } from '@/design/Marks';
import { useNow } from '@/design/now';
import { brief, exactly, money, sum } from '@/format/money';
import { count } from '@/format/text';
import { farDay } from '@/format/time';
import type { Search } from '@/table/query';
import { methodWords } from '../budget/Forecast';
import { CallsLink } from '../decisions/CallsLink';
import { callsOf } from '../decisions/keys';
import { budgetsAsked } from './Budgets';
import type { Ahead } from './outlook';
import { savingOf } from './Saving';
import { decimal, nothing, plus, type Group, type Sum } from './sums';
import { failedWords, type Beside } from './totals';

/** What was settled, is held and is expected, in how many attempts, of how many tokens, and what that saved. */
export function Facts({ every, known, shown, attempts, coming, search }: { every: readonly Group[]; known: readonly string[]; shown: string; attempts: Beside | undefined; coming: readonly Ahead[]; search: Search }) {
  const of = (currency: string) => every.filter((group) => group.currency === currency).reduce<Sum>(plus, nothing);
  const sum = of(shown);
  const where = known.length < 2 ? '' : `, charged in ${shown}`;
  return (
    <dl className="facts usage-facts">
      {known.map((currency) => {
        const own = of(currency);
        return (
          <div key={currency}>
            <dt>settled</dt>
            <dd title={exactly({ amount: decimal(own.cost), currency })}>
              {money(decimal(own.cost))} {currency} <Tag>list price</Tag>
              {own.estimated === 0n ? null : (
                <small>
                  {' '}
                  {money(decimal(own.estimated))} of it <Tag>estimated</Tag>
                </small>
              )}
            </dd>
          </div>
        );
      })}
      <Held currency={shown} />
      <Expected currency={shown} settled={Number(sum.cost) / 1e9} coming={coming} />
      {sum.saved === 0n ? null : (
        <div>
          <dt>saved by the cache</dt>
          <dd title={`${decimal(sum.saved)} ${shown}`}>
            {money(decimal(sum.saved))} {shown}
          </dd>
        </div>
      )}
      <div>
        <dt>attempts that used something{where}</dt>
        <dd>
          <CallsLink of={callsOf({ from: search.from, to: search.to })} label="The calls of this time">
            {count(sum.calls)}
          </CallsLink>{' '}
          {attempts === undefined || attempts.attempts === 0 ? null : <small>{attempts.failed === 0 ? 'none' : failedWords(attempts)} failed</small>}
        </dd>
      </div>
      <div>
        <dt>tokens in, out{where}</dt>
        <dd>
          {brief(sum.input)}, {brief(sum.output)}
        </dd>
      </div>
      <Saved currency={shown} search={search} />
    </dl>
  );
}

const none: readonly Limit[] = [];

/** The budgets of the whole tenant in one currency, of which each holds what all calls under way hold. */
function useTenantBudgets(currency: string): Limit[] {
  const limits = useQuery(limitsQuery(budgetsAsked)).data?.items ?? none;
  return limits.filter(({ scope, unit }) => scope === 'tenant' && unit === currency);
}

function Held({ currency }: { currency: string }) {
  const held = useTenantBudgets(currency).map((limit) => limit.held);
  if (held.length === 0) return null;
  const most = held.reduce((one, other) => (Number(other) > Number(one) ? other : one));
  return (
    <div>
      <dt>held now</dt>
      <dd title={`${exactly({ amount: most, currency })}, the most that calls under way may cost`}>
        {money(most)} {currency}
      </dd>
    </div>
  );
}

/** As the tenant's budget of a month forecasts it; without one, what is settled and the days that are drawn ahead. */
function Expected({ currency, settled, coming }: { currency: string; settled: number; coming: readonly Ahead[] }) {
  const now = useNow();
  const budget = useTenantBudgets(currency).find(({ period, forecast }) => period === 'month' && forecast !== undefined);
  const last = coming.at(-1);
  if (budget?.forecast !== undefined) {
    return (
      <div>
        <dt>forecast of the month</dt>
        <dd title={`${exactly({ amount: budget.forecast.used, currency })}, ${methodWords(budget.forecast.method)}`}>
          about {money(budget.forecast.used)} <small>of {money(budget.cap)}</small>
        </dd>
      </div>
    );
  }
  if (last === undefined) return null;
  return (
    <div>
      <dt>forecast, {farDay(last.day, now)}</dt>
      <dd title="what is settled in this time, and each day ahead as its weekday usually is">
        about {money(String(settled + coming.reduce((sum, { more }) => sum + more, 0)))} {currency}
      </dd>
    </div>
  );
}

function Saved({ currency, search }: { currency: string; search: Search }) {
  const figures = useQuery(savingOf(search)).data?.figures;
  if (figures?.currency !== currency || figures.calls === 0 || Number(figures.before) === 0) return null;
  const share = (Number(figures.saved) / Number(figures.before)) * 100;
  const percent = share.toFixed(0);
  return (
    <div>
      <dt>saved against {figures.baseline}</dt>
      <dd title={exactly({ amount: figures.saved, currency })}>
        {sum({ amount: figures.saved, currency })} <small>{percent} %</small>
      </dd>
    </div>
  );
}
