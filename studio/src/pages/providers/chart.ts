import type { Moment, ProviderDetail } from '@/api/schema';
import { brokenLine } from '@/format/line';

/** A latency line over bins, broken where a bin has none. `box` is the drawing's width and the rows the line may use. */
export function latencyPath(moments: readonly Moment[], box: { width: number; top: number; bottom: number }): string {
  const most = Math.max(...moments.map((m) => m.p50Ms ?? 0), 0.001);
  const step = box.width / Math.max(1, moments.length);
  const y = (ms: number) => box.bottom - (ms / most) * (box.bottom - box.top) * 0.6;
  const points = moments.map(({ p50Ms }, at) => (p50Ms === undefined ? undefined : { x: (at + 0.5) * step, y: y(p50Ms) }));
  return brokenLine(points, step);
}

export interface Stack {
  at: number;
  ok: number;
  failed: number;
}

/** Counts per bin as shares of the highest bin. */
export function stacks(moments: readonly Moment[]): Stack[] {
  const most = Math.max(1, ...moments.map((m) => m.ok + m.failed));
  return moments.map((m, at) => ({ at, ok: m.ok / most, failed: m.failed / most })).filter((s) => s.ok + s.failed > 0);
}

export interface Span {
  from: number;
  to: number;
  state: string;
}

/** The states of the breaker over a time, as shares of it. */
export function breakerSpans(detail: ProviderDetail, from: number, to: number): Span[] {
  const log = [...detail.breakerLog].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const before = log.filter((entry) => Date.parse(entry.at) <= from).at(-1);
  const within = log.filter((entry) => Date.parse(entry.at) > from && Date.parse(entry.at) < to);
  const first = before?.state ?? (within.length === 0 ? detail.breaker.state : 'closed');
  const starts = [{ at: from, state: first }, ...within.map((entry) => ({ at: Date.parse(entry.at), state: entry.state }))];
  const share = (at: number) => (at - from) / (to - from);
  return starts.map((start, n) => ({ state: start.state, from: share(start.at), to: share(starts[n + 1]?.at ?? to) }));
}

/** The injected outages that touch a time, as shares of it. */
export function faultSpans(detail: ProviderDetail, from: number, to: number): Omit<Span, 'state'>[] {
  const share = (at: string) => Math.min(1, Math.max(0, (Date.parse(at) - from) / (to - from)));
  return detail.faults.map((fault) => ({ from: share(fault.from), to: share(fault.until) })).filter((span) => span.to > span.from);
}

/** `10 connected, 2 degraded, 1 in error`: the states that occur, the good ones first. */
export function summary(states: readonly string[]): string {
  const order = ['connected', 'degraded', 'error', 'pending', 'disabled'];
  return order
    .map((state) => ({ state, n: states.filter((s) => s === state).length }))
    .filter(({ n }) => n > 0)
    .map(({ state, n }) => `${n} ${state === 'error' ? 'in error' : state}`)
    .join(', ');
}
