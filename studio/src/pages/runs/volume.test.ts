import { expect, it } from 'vitest';
import type { RunCounts } from '@/api/schema';
import { barsOf, spanOf, ticksOf } from './volume';

const counts = (bins: [number, number, number][]): RunCounts => ({
  total: 0,
  byState: { queued: 0, running: 0, waiting: 0, succeeded: 0, failed: 0, cancelled: 0 },
  binMs: 900_000,
  bins: bins.map(([total, failed, running], at) => ({ from: new Date(Date.UTC(2026, 10, 20, 0, at * 15)).toISOString(), total, failed, running })),
});

it('draws a bar as high as its count and none for nothing', () => {
  const bars = barsOf(counts([[10, 0, 0], [5, 0, 0], [0, 0, 0]]));
  expect(bars.map((b) => b.height)).toEqual([40, 20]);
  expect(bars[0]?.y).toBe(4);
});

it('stands failures at the foot, never too small to see', () => {
  const bars = barsOf(counts([[100, 1, 0]]));
  expect(bars.map((b) => b.fill)).toEqual(['mark-soft', 'mark-fail']);
  expect(bars[1]).toMatchObject({ height: 6, y: 38 });
});

it('is all blue where all of it runs', () => {
  expect(barsOf(counts([[1, 0, 1]])).map((b) => b.fill)).toEqual(['mark-live']);
});

it('names four instants', () => {
  expect(ticksOf(counts(Array.from({ length: 96 }, () => [0, 0, 0])))).toHaveLength(4);
});

it('spans from one bin to another, dragged either way', () => {
  const four = counts([[1, 0, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]]);
  expect(spanOf(four, 2, 1)).toEqual(['2026-11-20T00:15:00Z', '2026-11-20T00:45:00Z']);
});
