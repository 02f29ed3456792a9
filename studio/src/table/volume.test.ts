import { describe, expect, it } from 'vitest';
import { axisOf, barsOf, spanOf, type Volume } from './volume';

const counts = (bins: [number, number, number][]): Volume => ({
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

describe('the axis', () => {
  const bins = Array.from({ length: 96 }, (): [number, number, number] => [0, 0, 0]);
  it('names four instants of a day and its end', () => {
    const axis = axisOf(counts(bins), true);
    expect(axis).toHaveLength(5);
    expect(axis[0]).toMatch(/^\w{3} \d\d:\d\d$/);
    expect(axis.slice(1, 4).join()).toMatch(/^(\d\d:\d\d,?){3}$/);
    expect(axis[4]).toBe('now');
  });
  it('ends where the time shown ends', () => expect(axisOf(counts(bins), false)[4]).toMatch(/^\d\d:\d\d$/));
  it('names dates where it is longer than a day', () => {
    const week = axisOf({ ...counts(bins), binMs: 6_300_000 }, false);
    expect(week.every((tick) => /^\d+ \w{3}, \d\d:\d\d$/.test(tick))).toBe(true);
    expect(new Set(week).size).toBe(5);
  });
});

it('spans from one bin to another, dragged either way', () => {
  const four = counts([[1, 0, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]]);
  expect(spanOf(four, 2, 1)).toEqual(['2026-11-20T00:15:00Z', '2026-11-20T00:45:00Z']);
});
