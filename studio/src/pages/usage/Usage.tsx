import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { totalsQuery, usageQuery } from '@/api/queries';
import type { UsagePage } from '@/api/schema';
import { Copy } from '@/design/Marks';
import { useNow } from '@/design/now';
import { Empty } from '@/design/Place';
import { exact } from '@/format/time';
import { TableSkeleton } from '@/table/Columns';
import { ExportCsv } from '@/table/ExportCsv';
import { asked, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page, Top } from '../Page';
import { Advice } from './Advice';
import { Alerts, daySearch } from './Alerts';
import { Budgets } from './Budgets';
import { Days } from './Days';
import { Facts } from './Facts';
import { ahead, unusual } from './outlook';
import { Saving } from './Saving';
import { Spend, spendColumns } from './Spend';
import { currencies, daysBetween, dimensions, groups, moment, usageKeys, type Measure } from './sums';
import { besides, spanBefore, together, type Totals } from './totals';

const month = 30 * 86_400_000;

/** What calls used and cost, by day and by whatever tells them apart, beside the budgets. */
export function Usage() {
  const [search, change] = useAddress();
  const by = search.by ?? 'model';
  const span = asked(search, usageKeys, ['measure', 'by', 'currency', 'baseline']);
  const query = useQuery(usageQuery({ ...span, by: `day,${by}` }));
  const totals = useQuery(totalsQuery({ ...span, by }, (now) => spanBefore(span, now, month), query.data !== undefined));
  const shown = useShown(query.data, by, search);
  return (
    <Page title="Usage">
      <Top name="Usage" tally={`${search.from === undefined ? 'last 30 days' : `since ${search.from}`}, days in UTC`}>
        <span className="actions">
          <ExportCsv name="usage.csv" rows={query.data === undefined ? undefined : () => table(query.data, by)} />
        </span>
      </Top>
      <QueryBar path="/usage" search={search} keys={usageKeys} onChange={change} />
      <div className="split usage">
        <div className="list">
          <Asked query={query} loading={<TableSkeleton name="spend" columns={spendColumns(by)} />}>
            {(page) =>
              page.items.length === 0 || shown === undefined ? (
                <Nothing />
              ) : (
                <>
                  <Figures page={page} shown={shown} totals={totals.data} by={by} search={search} />
                  <Saving search={search} onChange={change} />
                  <Advice />
                </>
              )
            }
          </Asked>
        </div>
        <Budgets>
          <Alerts groups={shown?.all ?? []} by={by} day={shown?.stands} />
        </Budgets>
      </div>
    </Page>
  );
}

/** What of a page is looked at: the groups of one currency, its days, and what stands out on them. */
function useShown(page: UsagePage | undefined, by: string, search: Search) {
  const now = useNow();
  if (page === undefined) return undefined;
  const measure: Measure = search.measure === 'calls' || search.measure === 'tokens' ? search.measure : 'cost';
  const every = groups(page.items, by, measure);
  const known = currencies(page.items);
  const currency = known.find((one) => one === search.currency) ?? known[0] ?? '';
  const all = every.filter((group) => group.currency === currency);
  const to = moment(search.to, now, now);
  const days = daysBetween(moment(search.from, now, to - month), to);
  return { measure, every, known, currency, all, days, stands: unusual(all, days, measure, now), coming: ahead(all, days, measure, now) };
}

type Shown = NonNullable<ReturnType<typeof useShown>>;

function Figures({ page, shown, totals, by, search }: { page: UsagePage; shown: Shown; totals: Totals | undefined; by: string; search: Search }) {
  const [chosen, choose] = useState<string>();
  const { measure, every, known, currency, all, days, stands, coming } = shown;
  const beside = totals === undefined ? undefined : { rows: besides(totals, by, currency, measure), all: together(totals, currency, measure) };
  return (
    <>
      <Facts every={every} known={known} shown={currency} attempts={beside?.all} coming={measure === 'cost' ? coming : []} search={search} />
      {page.keptSince === undefined ? null : <p className="note soft small">Usage is kept since {exact(page.keptSince)}; what was before is not counted.</p>}
      <header className="cap">
        <h2>{measure === 'cost' ? `Spend a day, ${currency}` : `${measure === 'calls' ? 'Calls' : 'Tokens'} a day${known.length > 1 ? `, charged in ${currency}` : ''}`}</h2>
        <nav className="choices" aria-label="Group by">
          {dimensions.map((one) => (
            <Choice key={one} name={one} search={{ ...search, by: one }} chosen={one === by} />
          ))}
        </nav>
        <span className="grow" />
        {coming.length === 0 ? null : (
          <span className="keyed soft small" title="Today and each day to the end of the month as its weekday usually is: the median of that weekday, or of all days where it was seen less than twice">
            <i /> forecast
          </span>
        )}
        {known.length < 2 ? null : (
          <nav className="choices" aria-label="Currency">
            {known.map((one) => (
              <Choice key={one} name={one} search={{ ...search, currency: one }} chosen={one === currency} />
            ))}
          </nav>
        )}
        <nav className="choices" aria-label="Measure">
          {(['cost', 'calls', 'tokens'] as const).map((one) => (
            <Choice key={one} name={one} search={{ ...search, measure: one }} chosen={one === measure} />
          ))}
        </nav>
      </header>
      <Days all={all} days={days} ahead={coming} unusual={stands === undefined ? undefined : { day: stands, search: daySearch(stands, by) }} measure={measure} chosen={chosen} />
      <Spend all={all} by={by} measure={measure} span={{ from: search.from, to: search.to }} beside={beside} onPoint={choose} />
      <p className="note soft small">
        Rows and Parquet: <code>./auterity usage --help</code> <Copy text="./auterity usage --help" label="Copy command" />
      </p>
    </>
  );
}

function Choice({ name, search, chosen }: { name: string; search: Search; chosen: boolean }) {
  return (
    <Link to="/usage" search={search} {...(chosen ? { 'aria-current': 'page' as const } : {})}>
      {name}
    </Link>
  );
}

function table(page: UsagePage, by: string): string[][] {
  const units = [...new Set(page.items.flatMap((figure) => Object.keys(figure.quantities)))].sort();
  return [
    ['day', by, 'cost', 'currency', 'estimated_cost', 'calls', ...units, 'price_lists'],
    ...page.items.map((figure) => [
      figure.group.day ?? '',
      figure.group[by] ?? '',
      figure.cost,
      figure.currency,
      figure.estimatedCost,
      String(figure.calls),
      ...units.map((unit) => String(figure.quantities[unit] ?? '')),
      figure.priceLists.join('; '),
    ]),
  ];
}

function Nothing() {
  return (
    <Empty title="Nothing was used in this time" command="./auterity usage --by model">
      Usage counts what settled calls used: who asked, which model answered, its tokens and its cost. A call that was refused or failed before it used anything stands under decisions.
    </Empty>
  );
}
