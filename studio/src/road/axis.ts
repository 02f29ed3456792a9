import { roundUp125 } from '@/format/scale';

/** The axis under the attempts: starts at nothing, ends a round step beyond the last of them, about four steps. */
export function attemptAxis(lastMs: number): { end: number; ticks: number[] } {
  const step = roundUp125(Math.max(lastMs, 0.001) / 5);
  const steps = Math.max(1, Math.ceil(lastMs / step - 1e-9));
  return { end: steps * step, ticks: Array.from({ length: steps + 1 }, (_, at) => at * step) };
}
