import { describe, expect, it } from 'vitest';
import type { Moment, ProviderDetail } from '@/api/schema';
import { breakerSpans, faultSpans, latencyPath, stacks, summary } from './chart';

const at = (s: number) => new Date(1_000_000 + s * 1000).toISOString();
const moment = (ok: number, failed: number, p50Ms?: number): Moment => ({ at: at(0), ok, failed, ...(p50Ms === undefined ? {} : { p50Ms }) });
const detail = (over: Partial<ProviderDetail>) => ({ breakerLog: [], faults: [], breaker: { state: 'closed', failed: 0, of: 20 }, ...over }) as unknown as ProviderDetail;

describe('the latency line', () => {
  const box = { width: 30, top: 0, bottom: 10 };
  it('breaks where nothing was measured, and marks a bin alone as wide as it is', () => {
    expect(latencyPath([moment(1, 0, 5), moment(0, 0), moment(1, 0, 10)], box)).toBe('M0.0 7.5h10.0M20.0 4.5h10.0');
  });
  it('is one line where everything was', () => expect(latencyPath([moment(1, 0, 5), moment(1, 0, 5)], box)).toMatch(/^M[\d. ]+L[\d. ]+$/));
  it('is empty without any', () => expect(latencyPath([moment(0, 0)], box)).toBe(''));
});

it('stacks counts as shares of the highest', () => {
  expect(stacks([moment(3, 1), moment(0, 0), moment(2, 0)])).toEqual([
    { at: 0, ok: 0.75, failed: 0.25 },
    { at: 2, ok: 0.5, failed: 0 },
  ]);
});

describe('the breaker over a time', () => {
  const from = 1_000_000;
  const to = from + 10_000;
  it('is one span where nothing happened', () => {
    expect(breakerSpans(detail({}), from, to)).toEqual([{ state: 'closed', from: 0, to: 1 }]);
  });
  it('changes where its log says', () => {
    const log = [
      { at: at(8), state: 'half_open' as const, admits: 25, reason: '' },
      { at: at(5), state: 'open' as const, admits: 0, reason: '' },
    ];
    expect(breakerSpans(detail({ breakerLog: log }), from, to).map((s) => [s.state, s.from])).toEqual([
      ['closed', 0],
      ['open', 0.5],
      ['half_open', 0.8],
    ]);
  });
  it('starts with what it was before', () => {
    expect(breakerSpans(detail({ breakerLog: [{ at: at(-3), state: 'open', admits: 0, reason: '' }] }), from, to)).toEqual([{ state: 'open', from: 0, to: 1 }]);
  });
});

it('cuts outages to the time shown', () => {
  const faults = [
    { from: at(-5), until: at(5), code: 'unavailable' },
    { from: at(-9), until: at(-8), code: 'unavailable' },
  ];
  expect(faultSpans(detail({ faults }), 1_000_000, 1_010_000)).toEqual([{ from: 0, to: 0.5 }]);
});

it('sums the states up', () => {
  expect(summary(['connected', 'error', 'connected', 'degraded'])).toBe('2 connected, 1 degraded, 1 in error');
  expect(summary([])).toBe('');
});
