/** Where a duration ends on the 64 px bar of a table: a log scale from a tenth of a second to ten hours, 0 to 100. */
export function logShare(ms: number): number {
  const low = Math.log10(100);
  const high = Math.log10(36_000_000);
  return clamp(((Math.log10(Math.max(ms, 1)) - low) / (high - low)) * 100);
}

/** The two parts of that bar: the queue first, then the run, never thinner than can be seen. */
export function queueAndRun(queuedMs: number, ranMs: number): { queue: number; run: number } {
  const whole = Math.max(logShare(queuedMs + ranMs), 8);
  if (queuedMs <= 0) return { queue: 0, run: whole };
  if (ranMs <= 0) return { queue: whole, run: 0 };
  const queue = Math.max(4, whole * (queuedMs / (queuedMs + ranMs)));
  return { queue, run: Math.max(whole - queue, 2) };
}

/** A share in per cent, inside 0 to 100. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : clamp((part / whole) * 100);
}

/** The smallest of 1, 2, 5 times a power of ten that is not below the value. */
export function roundUp125(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((s) => s * power >= value * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(1));
}

function clamp(value: number): number {
  return Math.min(100, Math.max(0, value));
}
