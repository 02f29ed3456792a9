import type { Limit } from '@/api/schema';
import { exactly } from '@/format/money';
import { barParts, capAt } from './bar';

/** A limit as a bar: settled, left by a crash, held, forecast, and a line at the cap. `room` leaves some behind the cap, for a forecast that goes beyond it. */
export function BudgetBar({ limit, room = false }: { limit: Limit; room?: boolean }) {
  const cap = room ? capAt : 100;
  const { settled, crashed, held, ahead, beyond, over } = barParts(limit, cap);
  const used = settled + crashed + held;
  const label = `used ${limit.used}, held ${limit.held} of ${exactly({ amount: limit.cap, currency: limit.unit })}${limit.forecast === undefined ? '' : `, ${limit.forecast.used} forecast`}`;
  return (
    <span className="capbar" role="img" aria-label={label} title={label}>
      <i className="track" style={{ width: `${cap}%` }} />
      <i className="set" style={{ width: `${settled}%` }} />
      <i className="crash" style={{ left: `${settled}%`, width: `${crashed}%` }} />
      {ahead > 0 ? <i className="ahead" style={{ left: `${used}%`, width: `${ahead}%` }} /> : null}
      {held > 0 ? <i className="held" style={{ left: `${settled + crashed}%`, width: `${held}%` }} /> : null}
      {over ? <i className="over" style={{ width: `${cap}%` }} /> : null}
      {beyond > 0 ? <i className="beyond" style={{ left: `${cap}%`, width: `${beyond}%` }} /> : null}
      <i className="lim" style={{ left: `calc(${cap}% - 2px)` }} />
    </span>
  );
}

/** What the tones of such bars mean. */
export function BudgetLegend({ forecast = false }: { forecast?: boolean }) {
  return (
    <span className="legend-row">
      <span className="legend">
        <i className="q set" /> used
      </span>
      <span className="legend">
        <i className="q crash" /> left held by a crash, counts as used
      </span>
      <span className="legend">
        <i className="q held" /> held by calls under way
      </span>
      {forecast ? (
        <span className="legend">
          <i className="q ahead" /> forecast
        </span>
      ) : null}
      <span className="legend">
        <i className="q lim" /> cap
      </span>
    </span>
  );
}
