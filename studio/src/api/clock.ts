/**
 * The server's clock, as far as what it says tells: it is between `low` and `high` milliseconds ahead of the reader's.
 * Both close in with every answer.
 */
let low = -Infinity;
let high = Infinity;

/** How old the `Date` of an answer may be: it is in whole seconds, and kept for one. */
const stale = 2_000;

/** The server said `at` on its clock, and was heard at `heard` on the reader's. */
export function clockSaid(at: number, heard: number): void {
  narrow(at - heard, Infinity);
}

/** An answer bore this `Date`. */
export function answerDated(date: string | null, asked: number, heard: number): void {
  const at = Date.parse(date ?? '');
  if (!Number.isNaN(at)) narrow(at - heard, at + stale - asked);
}

/** What to add to the reader's clock for the server's: nothing while the two may agree. */
export function clockOffset(): number {
  return low <= 0 && high >= 0 ? 0 : low;
}

/** A clock that was set since makes what was known before worthless. */
function narrow(from: number, to: number): void {
  const set = from > high || to < low;
  low = set ? from : Math.max(low, from);
  high = set ? to : Math.min(high, to);
}
