import type { Attempt, Decision, Hold } from '@/api/schema';
import { Tag } from '@/design/Marks';
import { count } from '@/format/text';
import { exactFigure, exactly, figure, money, periodWords, price, scopeWords, unitWords } from '@/format/money';

/** Under settle: what each attempt used, at which price of which list, and what that came to. */
export function Bill({ attempts }: { attempts: Attempt[] }) {
  if (attempts.length === 0) return null;
  return (
    <table className="ledger bill">
      <thead>
        <tr>
          <th>Used</th>
          <th className="num">Quantity</th>
          <th className="num">List price</th>
          <th>Price list</th>
          <th className="num">Cost, {attempts[0]?.cost.currency}</th>
        </tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => (
          <BillRows key={attempt.n} attempt={attempt} />
        ))}
      </tbody>
    </table>
  );
}

function BillRows({ attempt }: { attempt: Attempt }) {
  // How many calls it was is told by the attempts, unless a call has a price.
  const units = Object.keys(attempt.used)
    .filter((unit) => unit !== 'calls' || attempt.prices.some((one) => one.unit === unit))
    .sort();
  return (
    <>
      <tr className="head">
        <td colSpan={4}>
          {attempt.n} {attempt.offer} {attempt.estimated ? <Tag>estimated</Tag> : null}
        </td>
        <td className="num" data-l="cost">
          <span title={exactly(attempt.cost)}>{money(attempt.cost.amount)}</span>
        </td>
      </tr>
      {units.map((unit, at) => {
        const priced = attempt.prices.find((one) => one.unit === unit);
        return (
          <tr key={unit} className={at === units.length - 1 ? 'of end' : 'of'}>
            <td>{unitWords(unit)}</td>
            <td className="num" data-l="quantity">
              {count(attempt.used[unit] ?? 0)}
            </td>
            <td className="num" data-l="list price">
              {priced === undefined ? 'no price' : price(priced)}
            </td>
            <td data-l="price list">{priced === undefined ? '' : `${priced.list ?? 'at the provider'}, ${priced.asOf}`}</td>
            <td />
          </tr>
        );
      })}
    </>
  );
}

/** Under settle: one table per unit, a row per hold, each with the limit and whose calls it counts. */
export function Holds({ decision }: { decision: Decision }) {
  const units = [...new Set(decision.holds.map((hold) => hold.unit))];
  return units.map((unit) => (
    <table key={unit} className="ledger">
      <thead>
        <tr>
          <th>Hold, {unit}</th>
          <th>Limit</th>
          <th className="num">Held</th>
          <th className="num">Settled</th>
          <th className="num">Returned</th>
          <th className="num">Left under the cap</th>
        </tr>
      </thead>
      <tbody>
        {decision.holds
          .filter((hold) => hold.unit === unit)
          .map((hold) => (
            <HoldRow key={`${hold.attempt} ${hold.budget}`} hold={hold} offer={decision.attempts.find((attempt) => attempt.n === hold.attempt)?.offer ?? hold.provider} />
          ))}
      </tbody>
    </table>
  ));
}

function HoldRow({ hold, offer }: { hold: Hold; offer: string }) {
  return (
    <tr>
      <td>
        {hold.attempt} {offer}
      </td>
      <td data-l="limit" title={hold.scope}>
        <span>
          {hold.budget} <span className="soft">{hold.scope === undefined ? '' : scopeWords(hold.scope)}</span>
        </span>
      </td>
      <td className="num" data-l="held" title={exactFigure(hold.held, hold.unit)}>
        {figure(hold.held, hold.unit)}
      </td>
      <td className="num" data-l="settled" title={exactFigure(hold.settled, hold.unit)}>
        {figure(hold.settled, hold.unit)}
      </td>
      <td className="num" data-l="returned" title={exactFigure(hold.returned, hold.unit)}>
        {figure(hold.returned, hold.unit)}
      </td>
      <td className="num soft" data-l="left">
        {figure(hold.left, hold.unit)} of {figure(hold.cap, hold.unit)} {periodWords(hold.period)}
      </td>
    </tr>
  );
}
