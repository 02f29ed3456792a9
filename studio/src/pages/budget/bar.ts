import type { Limit } from '@/api/schema';

/** The parts of a limit's bar, in percent of the whole bar. */
export interface BarParts {
  settled: number;
  crashed: number;
  held: number;
  /** What is forecast beyond what is used, up to the cap. */
  ahead: number;
  /** What is forecast beyond the cap, as far as there is room. */
  beyond: number;
  /** More is used than the cap allows, as after it was lowered. */
  over: boolean;
}

/** The part of a bar that ends at its cap where there is room behind it for a forecast that goes beyond. */
export const capAt = 84;

/** How a limit's bar is divided; the cap stands at `cap` percent of it. */
export function barParts(limit: Pick<Limit, 'cap' | 'settled' | 'unsettled' | 'held' | 'forecast'>, cap = 100): BarParts {
  const most = Number(limit.cap);
  const [settled, crashed, held] = [limit.settled, limit.unsettled, limit.held].map(Number) as [number, number, number];
  const used = settled + crashed + held;
  const whole = Math.max(most, used, Number.MIN_VALUE);
  const part = (of: number) => (of / whole) * cap;
  const forecast = Math.max(Number(limit.forecast?.used ?? 0), used);
  return {
    settled: part(settled),
    crashed: part(crashed),
    held: part(held),
    ahead: part(Math.max(0, Math.min(forecast, whole) - used)),
    beyond: most === 0 ? 0 : Math.min(part(Math.max(0, forecast - whole)), 100 - cap),
    over: used > most,
  };
}
