import type { Timeline } from '@/api/schema';
import { duration, latency } from '@/format/duration';
import { word } from '@/format/words';
import { brokenLine } from '@/format/line';
import { roundUp125 } from '@/format/scale';

/** The time axis of a run: shares of its span, from the start to now or to the estimated end. */
export interface Axis {
  from: number;
  to: number;
  now: number;
  share: (at: number | string) => number;
}

export function axisOf(timeline: Timeline): Axis {
  const from = Date.parse(timeline.from);
  const now = Date.parse(timeline.to);
  const ends = timeline.lanes.flatMap((lane) => (lane.estimateTo === undefined ? [] : [Date.parse(lane.estimateTo)]));
  const to = Math.max(now, from + 1, ...ends);
  const share = (at: number | string) => Math.min(1, Math.max(0, ((typeof at === 'string' ? Date.parse(at) : at) - from) / (to - from)));
  return { from, to, now, share };
}

export interface Tick {
  share: number;
  label: string;
}

/** Round seconds under the lanes, about seven of them. */
export function ticks({ from, to }: Axis): Tick[] {
  const span = to - from;
  const step = tickStep(span / 7);
  const out: Tick[] = [];
  for (let ms = 0; ms <= span * 0.985; ms += step) out.push({ share: ms / span, label: label(ms) });
  return out;
}

function tickStep(ms: number): number {
  const seconds = [60, 120, 300, 600, 1800, 3600].map((s) => s * 1000);
  return ms > 30_000 ? (seconds.find((s) => s >= ms) ?? 3_600_000 * Math.ceil(ms / 3_600_000)) : roundUp125(ms);
}

function label(ms: number): string {
  if (ms === 0) return '0 s';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Number((ms / 1000).toFixed(1))} s`;
  return duration(ms).replace(' 0 s', '').replace(' 0 min', '');
}

export interface Bin {
  x: number;
  width: number;
  ok: number;
  failed: number;
}

/** Bars of a lane: where each stands and how high, as shares of the highest. */
export function bins(ok: readonly number[], failed: readonly number[], timeline: Timeline, axis: Axis): Bin[] {
  const most = Math.max(1, ...ok.map((n, at) => n + (failed[at] ?? 0)));
  const width = timeline.binMs / (axis.to - axis.from);
  return ok.map((n, at) => ({ x: at * width, width, ok: n / most, failed: (failed[at] ?? 0) / most })).filter((bin) => bin.ok + bin.failed > 0 && bin.x < 1);
}

/** The latency lane: the line of the medians, and a tick from each median up to its p95. */
export function latencyMarks(timeline: Timeline, axis: Axis): { line: string; ticks: { x: number; low: number; high: number }[] } {
  const most = Math.max(0.001, ...timeline.latency.map((l) => l?.p95Ms ?? 0));
  const width = timeline.binMs / (axis.to - axis.from);
  const y = (ms: number) => 20 - (Math.min(ms, most) / most) * 18;
  const marks = timeline.latency.map((bin, at) => (bin === null ? undefined : { x: (at + 0.5) * width * 1000, low: y(bin.p50Ms), high: y(bin.p95Ms) }));
  const medians = marks.map((mark) => mark && { x: mark.x, y: mark.low });
  return { line: brokenLine(medians, width * 1000), ticks: marks.filter((mark) => mark !== undefined) };
}

/** `p50 33, p95 52 ms` over the whole run; a dash until anything was measured. */
export function latencyWords(timeline: Timeline): string {
  const known = timeline.latency.filter((bin) => bin !== null);
  if (known.length === 0) return '–';
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const p50 = latency(middle(known.map((bin) => bin.p50Ms)));
  const p95 = latency(middle(known.map((bin) => bin.p95Ms)));
  return p50.endsWith(' ms') && p95.endsWith(' ms') ? `p50 ${p50.replace(' ms', '')}, p95 ${p95}` : `p50 ${p50}, p95 ${p95}`;
}

/** How many ended a second, over the time that has passed. */
export function rate(timeline: Timeline, axis: Axis): string {
  const all = timeline.items.reduce((n, bin) => n + bin, 0);
  const seconds = (axis.now - axis.from) / 1000;
  const each = seconds <= 0 ? 0 : all / seconds;
  return `${each < 9.95 ? each.toFixed(1) : Math.round(each)}/s`;
}

/** What the breakers do now, in the head of the timeline; nothing while all are closed. */
export function breakerNow(timeline: Timeline, axis: Axis): string {
  return timeline.breakers
    .flatMap((breaker) => {
      const last = breaker.spans.at(-1);
      if (last === undefined || last.state === 'closed') return [];
      const admits = last.state === 'half_open' ? `, admits ${last.admits} %` : '';
      return [`breaker ${word(last.state)} since ${duration(Date.parse(last.from) - axis.from)}${admits}`];
    })
    .join('; ');
}

type Begun = Timeline['lanes'][number] & { from: string };

/** The steps that have a lane: those that have begun. */
export function begun(timeline: Timeline): Begun[] {
  return timeline.lanes.filter((lane): lane is Begun => lane.from !== undefined);
}

/** The breakers worth a lane: those that did anything but stay closed. */
export function busyBreakers(timeline: Timeline): Timeline['breakers'] {
  return timeline.breakers.filter((breaker) => breaker.spans.some((span) => span.state !== 'closed'));
}
