import { describe, expect, it } from 'vitest';
import type { RunSummary } from '@/api/schema';
import { progressParts, starter, timeParts, why } from './row';

const run = (over: Partial<RunSummary>): RunSummary => ({ state: 'running', progress: { done: 3, total: 12 }, queuedMs: 400, durationMs: 20_200, startedBy: { name: 'demo', door: 'cli' }, ...over }) as RunSummary;

describe('the progress bar', () => {
  it('stands only where a thing is unfinished', () => expect(progressParts(run({ state: 'succeeded' }))).toBeUndefined());
  it.each([
    ['running', 'live'],
    ['waiting', 'hold'],
    ['failed', 'fail'],
    ['cancelled', 'done'],
    ['queued', 'done'],
  ] as const)('of a %s run is %s', (state, kind) => {
    expect(progressParts(run({ state }))).toEqual([{ kind, percent: 25 }]);
  });
});

it('says the time in words beside its bar', () => {
  expect(timeParts(run({})).label).toBe('queued 400.0 ms, ran 20.2 s');
  expect(timeParts(run({})).parts.map((p) => p.kind)).toEqual(['queue', 'live']);
});

describe('the reason', () => {
  const reason = { code: 'budget_exhausted', step: 'compare[4911].ask', message: 'The budget of the day is spent.' };
  it('of a failure is its code and step', () => expect(why(run({ state: 'failed', reason }))).toBe('budget_exhausted at compare[4911].ask'));
  it('of anything else is in words', () => expect(why(run({ state: 'waiting', reason }))).toBe('The budget of the day is spent.'));
  it('of one that is not carried on is in words', () => {
    expect(why(run({ paused: { by: 'ann', at: '2026-01-01T00:00:00Z' } }))).toBe('paused by ann');
    expect(why(run({ stalled: { code: 'internal', message: 'event 7 of the journal cannot be read' } }))).toBe('event 7 of the journal cannot be read');
  });
  it('is absent where there is none', () => expect(why(run({}))).toBeUndefined());
});

it('names who started it once', () => {
  expect(starter(run({}))).toBe('cli demo');
  expect(starter(run({ startedBy: { name: 'cron', door: 'cron' } }))).toBe('cron');
});
