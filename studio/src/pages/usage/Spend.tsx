import { brief, money } from '@/format/money';
import { count, shortId } from '@/format/text';
import { TableHead, type Column } from '@/table/Columns';
import { CallsLink } from '../decisions/CallsLink';
import { callsOf } from '../decisions/keys';
import { spell } from './staircase';
import { decimal, nothing, plus, share, type Group, type Measure, type Sum } from './sums';
import { changeWords, failedWords, type Beside } from './totals';

interface Besides {
  rows: ReadonlyMap<string, Beside>;
  all: Beside;
}

/** Its head; the currency stands there once it is known, since all rows share it. */
export const spendColumns = (by: string, currency = ''): Column[] => [
  { name: `${by.charAt(0).toUpperCase()}${by.slice(1)}`, about: 124 },
  { name: currency === '' ? 'Spend' : `Spend, ${currency}`, about: 64, num: true },
  { name: 'Share', about: 88, num: true },
  { name: 'Calls', about: 56, num: true },
  { name: 'Tokens in / out', about: 88, num: true },
  { name: 'Per 1,000', about: 48, num: true, className: 'c-k', hint: 'what 1,000 of these calls cost' },
  { name: 'Cached', about: 32, num: true, className: 'c-hit', hint: 'the part of the input that the vendor read from its cache' },
  { name: 'p50', about: 40, num: true, className: 'c-p50', hint: 'median of the attempts that succeeded' },
  { name: 'Failed', about: 40, num: true, className: 'c-fail', hint: 'the part of all attempts that failed, also of those that used nothing' },
  { name: 'Change', about: 40, num: true, className: 'c-prev', hint: 'against as much time before' },
];

/** One row a group, and all of them below. */
export function Spend({ all, by, measure, span, beside, onPoint }: { all: readonly Group[]; by: string; measure: Measure; span: { from?: string | undefined; to?: string | undefined }; beside: Besides | undefined; onPoint: (name: string | undefined) => void }) {
  const sum = all.reduce<Sum>(plus, nothing);
  return (
    <table className="t spend" onPointerLeave={() => onPoint(undefined)}>
      <caption className="sr">What was used, by {by}</caption>
      <TableHead columns={spendColumns(by, all[0]?.currency)} />
      <tbody>
        {all.map((group, at) => {
          const part = share(group, all, measure);
          return (
            <tr key={group.name} onPointerEnter={() => onPoint(group.name)}>
              <td className="c-n" title={group.name}>
                <i className="sw" style={{ background: tone(at) }} />
                <b>{group.name === '' ? 'none' : shown(by, group.name)}</b>
                {group.unpriced.length === 0 ? null : <span className="after">no price for {group.unpriced.join(', ')}</span>}
              </td>
              <td className="num mono c-usd" title={`${decimal(group.cost)} ${group.currency}`}>
                {money(decimal(group.cost))}
                <span className="unit soft"> {group.currency}</span>
              </td>
              <td className="num c-sh">
                {part === 0 ? <span className="soft">0 %</span> : part < 1 ? '< 1 %' : `${Math.round(part)} %`}
                <span className="bar" aria-hidden="true">
                  <i style={{ width: `${part}%`, background: tone(at) }} />
                </span>
              </td>
              <td className="num c-calls">
                <CallsLink of={callsOf(span, by, group.name)} label={`Calls of ${shown(by, group.name)}`}>
                  {count(group.calls)}
                </CallsLink>
                <span className="unit"> calls</span>
              </td>
              <td className="num c-tok">
                {brief(group.input)} / {brief(group.output)}
                <span className="unit"> tokens</span>
              </td>
              <More sum={group} of={beside?.rows.get(group.name)} />
            </tr>
          );
        })}
        <tr className="sum">
          <td className="c-n">
            <i className="sw" />
            <b>all</b>
          </td>
          <td className="num mono c-usd" title={decimal(sum.cost)}>
            {money(decimal(sum.cost))}
            <span className="unit soft"> {all[0]?.currency}</span>
          </td>
          <td className="num c-sh" />
          <td className="num c-calls">
            <CallsLink of={callsOf(span)} label="All calls of this time">
              {count(sum.calls)}
            </CallsLink>
            <span className="unit"> calls</span>
          </td>
          <td className="num c-tok">
            {brief(sum.input)} / {brief(sum.output)}
            <span className="unit"> tokens</span>
          </td>
          <More sum={sum} of={beside?.all} />
        </tr>
      </tbody>
    </table>
  );
}

function More({ sum, of }: { sum: Sum; of: Beside | undefined }) {
  return (
    <>
      <td className="num mono c-k">{sum.calls === 0 || sum.cost === 0n ? <span className="soft">0</span> : money(decimal((sum.cost * 1000n) / BigInt(sum.calls)))}</td>
      <td className="num c-hit">{sum.cached === 0 ? <span className="soft">0</span> : `${Math.round((sum.cached / sum.input) * 100)} %`}</td>
      <td className="num c-p50">{of?.p50Ms === undefined ? '' : spell(of.p50Ms)}</td>
      <td className="num c-fail" title={of === undefined ? undefined : `${count(of.failed)} of ${count(of.attempts)}`}>
        {of === undefined ? '' : failedWords(of)}
      </td>
      <td className="num c-prev soft">{changeWords(of?.change)}</td>
    </>
  );
}

/** The tone of a row here and of its part of each bar. */
const tone = (at: number) => `var(--series-${Math.min(at, 4) + 1})`;

const shown = (by: string, name: string) => (by === 'key' ? shortId(name) : name);
