import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { usageQuery } from '@/api/queries';
import type { UsagePage } from '@/api/schema';
import { Copy, Tag } from '@/design/Marks';
import { useNow } from '@/design/now';
import { Empty } from '@/design/Place';
import { brief, money } from '@/format/money';
import { count, shortId } from '@/format/text';
import { exact } from '@/format/time';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { ExportCsv } from '@/table/ExportCsv';
import { asked, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page, Top } from '../Page';
import { Budgets } from './Budgets';
import { Days } from './Days';
import { Saving } from './Saving';
import { currencies, daysBetween, decimal, dimensions, groups, moment, nothing, plus, share, usageKeys, type Group, type Measure, type Sum } from './sums';

const month = 30 * 86_400_000;

const columns = (by: string): Column[] => [
  { name: `${by.charAt(0).toUpperCase()}${by.slice(1)}`, about: 124 },
  { name: 'Spend', about: 64, num: true },
  { name: 'Share', about: 40, num: true },
  { name: 'Calls', about: 56, num: true },
  { name: 'Tokens in / out', about: 88, num: true },
  { name: 'Cached', about: 32, num: true, hint: 'the part of the input that the vendor read from its cache' },
];

/** What calls used and cost, by day and by whatever tells them apart, beside the budgets. */
export function Usage() {
  const [search, change] = useAddress();
  const by = search.by ?? 'model';
  const query = useQuery(usageQuery({ ...asked(search, usageKeys, ['measure', 'by', 'currency', 'baseline']), by: `day,${by}` }));
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
          <Asked query={query} loading={<TableSkeleton name="spend" columns={columns(by)} />}>
            {(page) =>
              page.items.length === 0 ? (
                <Nothing />
              ) : (
                <>
                  <Figures page={page} by={by} search={search} />
                  <Saving search={search} onChange={change} />
                </>
              )
            }
          </Asked>
        </div>
        <Budgets />
      </div>
    </Page>
  );
}

function Figures({ page, by, search }: { page: UsagePage; by: string; search: Search }) {
  const [chosen, choose] = useState<string>();
  const now = useNow();
  const measure: Measure = search.measure === 'calls' || search.measure === 'tokens' ? search.measure : 'cost';
  const every = groups(page.items, by, measure);
  const known = currencies(page.items);
  const currency = known.find((one) => one === search.currency) ?? known[0] ?? '';
  const all = every.filter((group) => group.currency === currency);
  const to = moment(search.to, now, now);
  const days = daysBetween(moment(search.from, now, to - month), to);
  return (
    <>
      <Facts every={every} known={known} shown={currency} />
      {page.keptSince === undefined ? null : <p className="note soft small">Usage is kept since {exact(page.keptSince)}; what was before is not counted.</p>}
      <header className="cap">
        <h2>{measure === 'cost' ? `Spend a day, ${currency}` : `${measure === 'calls' ? 'Calls' : 'Tokens'} a day${known.length > 1 ? `, charged in ${currency}` : ''}`}</h2>
        <nav className="choices" aria-label="Group by">
          {dimensions.map((one) => (
            <Choice key={one} name={one} search={{ ...search, by: one }} chosen={one === by} />
          ))}
        </nav>
        <span className="grow" />
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
      <Days all={all} days={days} measure={measure} chosen={chosen} />
      <Table all={all} by={by} measure={measure} onPoint={choose} />
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

function Facts({ every, known, shown }: { every: readonly Group[]; known: readonly string[]; shown: string }) {
  const of = (currency: string) => every.filter((group) => group.currency === currency).reduce<Sum>(plus, nothing);
  const sum = of(shown);
  const where = known.length < 2 ? '' : `, charged in ${shown}`;
  return (
    <dl className="facts">
      {known.map((currency) => {
        const own = of(currency);
        return (
          <div key={currency}>
            <dt>settled</dt>
            <dd title={`${decimal(own.cost)} ${currency}`}>
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
        <dd>{count(sum.calls)}</dd>
      </div>
      <div>
        <dt>tokens in, out{where}</dt>
        <dd>
          {brief(sum.input)}, {brief(sum.output)}
        </dd>
      </div>
    </dl>
  );
}

function Table({ all, by, measure, onPoint }: { all: readonly Group[]; by: string; measure: Measure; onPoint: (name: string | undefined) => void }) {
  const sum = all.reduce<Sum>(plus, nothing);
  return (
    <table className="t spend" onPointerLeave={() => onPoint(undefined)}>
      <caption className="sr">What was used, by {by}</caption>
      <TableHead columns={columns(by)} />
      <tbody>
        {all.map((group, at) => {
          const part = share(group, all, measure);
          return (
            <tr key={group.name} onPointerEnter={() => onPoint(group.name)}>
              <td className="c-n" title={group.name}>
                <i className="sw" style={{ background: `var(--series-${Math.min(at, 4) + 1})` }} />
                <b>{group.name === '' ? 'none' : shown(by, group.name)}</b>
                {group.unpriced.length === 0 ? null : <span className="after">no price for {group.unpriced.join(', ')}</span>}
              </td>
              <td className="num mono c-usd" title={`${decimal(group.cost)} ${group.currency}`}>
                {money(decimal(group.cost))} <span className="soft">{group.currency}</span>
              </td>
              <td className="num c-sh">{part === 0 ? <span className="soft">0 %</span> : part < 1 ? '< 1 %' : `${Math.round(part)} %`}</td>
              <td className="num c-calls">
                {count(group.calls)}
                <span className="unit"> calls</span>
              </td>
              <td className="num c-tok">
                {brief(group.input)} / {brief(group.output)}
                <span className="unit"> tokens</span>
              </td>
              <td className="num c-hit">{group.cached === 0 ? <span className="soft">0</span> : `${Math.round((group.cached / group.input) * 100)} %`}</td>
            </tr>
          );
        })}
        <tr className="sum">
          <td className="c-n">
            <i className="sw" />
            <b>all</b>
          </td>
          <td className="num mono c-usd" title={decimal(sum.cost)}>
            {money(decimal(sum.cost))} <span className="soft">{all[0]?.currency}</span>
          </td>
          <td className="num c-sh" />
          <td className="num c-calls">
            {count(sum.calls)}
            <span className="unit"> calls</span>
          </td>
          <td className="num c-tok">
            {brief(sum.input)} / {brief(sum.output)}
            <span className="unit"> tokens</span>
          </td>
          <td className="num c-hit">{sum.cached === 0 ? <span className="soft">0</span> : `${Math.round((sum.cached / sum.input) * 100)} %`}</td>
        </tr>
      </tbody>
    </table>
  );
}

const shown = (by: string, name: string) => (by === 'key' ? shortId(name) : name);

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
