import { describe, expect, it } from 'vitest';
import type { Timeline } from '@/api/schema';
import { axisOf, begun, bins, breakerNow, busyBreakers, latencyMarks, latencyWords, rate, ticks } from './model';

const start = Date.UTC(2026, 10, 20);
const at = (s: number) => new Date(start + s * 1000).toISOString();
const timeline = (over: Partial<Timeline> = {}): Timeline => ({ from: at(0), to: at(20), binMs: 250, items: [3, 1, 0, 4], latency: [], providers: [], breakers: [], outages: [], lanes: [], ...over });

describe('the axis', () => {
  it('ends now, or where the run is expected to end', () => {
    expect(axisOf(timeline()).to).toBe(start + 20_000);
    const running = axisOf(timeline({ lanes: [{ id: 'triage', from: at(0), done: 1, total: 2, estimateTo: at(32) }] }));
    expect(running.to).toBe(start + 32_000);
    expect(running.share(at(8))).toBe(0.25);
    expect(running.share(at(99))).toBe(1);
  });

  it('is ticked at round seconds', () => {
    const axis = axisOf(timeline({ to: at(32) }));
    expect(ticks(axis).map((t) => t.label)).toEqual(['0 s', '5 s', '10 s', '15 s', '20 s', '25 s', '30 s']);
  });

  it('is ticked in minutes when the run is long', () => {
    const labels = ticks(axisOf(timeline({ to: at(1800) }))).map((t) => t.label);
    expect(labels).toEqual(['0 s', '5 min', '10 min', '15 min', '20 min', '25 min']);
  });

  it('stands for a run that just began', () => expect(ticks(axisOf(timeline({ to: at(0) })))[0]?.label).toBe('0 s'));
});

describe('the bars of a lane', () => {
  it('stand at their bin, as high as their share', () => {
    const t = timeline({ to: at(1) });
    expect(bins(t.items, [0, 1, 0, 0], t, axisOf(t))).toEqual([
      { x: 0, width: 0.25, ok: 0.75, failed: 0 },
      { x: 0.25, width: 0.25, ok: 0.25, failed: 0.25 },
      { x: 0.75, width: 0.25, ok: 1, failed: 0 },
    ]);
  });
});

describe('the latency', () => {
  const t = timeline({ to: at(1), latency: [{ p50Ms: 30, p95Ms: 60 }, null, { p50Ms: 40, p95Ms: 50 }] });
  it('is a line of medians, broken where nothing was measured', () => {
    const { line, ticks: marks } = latencyMarks(t, axisOf(t));
    expect(line).toBe('M0.0 11.5h250.0M500.0 8.5h250.0');
    expect(marks).toHaveLength(2);
    expect(marks[0]).toMatchObject({ low: 11, high: 2 });
  });
  it('is said in words', () => {
    expect(latencyWords(t)).toBe('p50 40, p95 60 ms');
    expect(latencyWords(timeline())).toBe('–');
  });
});

it('says how many ended a second', () => {
  const t = timeline({ items: Array<number>(80).fill(4), to: at(20) });
  expect(rate(t, axisOf(t))).toBe('16/s');
});

it('gives a lane to the steps that have begun', () => {
  const lanes = [{ id: 'triage', from: at(0), done: 1, total: 2 }, { id: 'summary', done: 0, total: 1 }];
  expect(begun(timeline({ lanes })).map((lane) => lane.id)).toEqual(['triage']);
});

describe('the breakers', () => {
  const spans = (state: 'closed' | 'half_open') => [
    { from: at(0), to: at(19), state: 'closed' as const, admits: 100 },
    { from: at(19), to: at(20), state, admits: 25 },
  ];
  it('are told in the head once one is not closed', () => {
    const t = timeline({ breakers: [{ provider: 'a', spans: spans('half_open') }] });
    expect(breakerNow(t, axisOf(t))).toBe('breaker half-open since 19.0 s, admits 25 %');
  });
  it('are silent while all are closed', () => {
    const t = timeline({ breakers: [{ provider: 'a', spans: spans('closed') }] });
    expect(breakerNow(t, axisOf(t))).toBe('');
    expect(busyBreakers(t)).toEqual([]);
  });
});
