import { describe, expect, it } from 'vitest';
import type { NodeProgress, Run } from '@/api/schema';
import { fold, read, type Frame } from './frames';

const node = (at: number, succeeded: number): NodeProgress => ({ node: at, id: `n${at}`, path: `n${at}`, type: 'call', state: 'running', started: succeeded, running: 0, succeeded, failed: 0, waiting: 0 });

const run = { id: 'run_1', state: 'running', seq: 5, progress: { done: 1, total: 9 }, failovers: 0, steps: [node(1, 1), node(2, 0)], providers: [] } as unknown as Run;

const progress = (seq: number, steps: NodeProgress[]): Frame => ({
  type: 'progress',
  seq,
  at: '2026-11-20T00:00:00Z',
  state: 'running',
  steps,
  startedAt: '2026-11-19T23:59:00Z',
  progress: { done: 2, total: 9 },
  failedItems: 3,
  failovers: 1,
  repeatedSteps: 0,
  cost: { amount: '0.1', currency: 'USD' },
  providers: [],
});

describe('a frame of progress', () => {
  it('changes the nodes it names and leaves the others', () => {
    const next = fold(run, progress(6, [node(2, 7)]));
    expect(next?.steps.map((s) => s.succeeded)).toEqual([1, 7]);
    expect(next?.progress.done).toBe(2);
    expect(next?.seq).toBe(6);
  });

  it('tells what has failed and when the run was started', () => {
    const next = fold(run, progress(6, []));
    expect(next).toMatchObject({ failedItems: 3, startedAt: '2026-11-19T23:59:00Z', failovers: 1 });
  });

  it('adds a node that was not there', () => {
    expect(fold(run, progress(6, [node(3, 1)]))?.steps).toHaveLength(3);
  });

  it('says that the run is carried on', () => {
    const stalled = { ...run, stalled: { code: 'internal', message: 'event 7 of the journal cannot be read' } };
    expect(fold(stalled, progress(6, []))).not.toHaveProperty('stalled');
    expect(fold(stalled, progress(5, []))).toBe(stalled);
    const paused = { by: 'ann', at: '2026-01-01T00:00:00Z' };
    const held = fold(run, { ...progress(6, []), paused } as Frame);
    expect(held?.paused).toBe(paused);
    expect(fold(held, progress(7, []))).not.toHaveProperty('paused');
  });

  it('does not end the run, whose end is told with what finished it', () => {
    const last = fold(run, { ...progress(6, [node(2, 7)]), state: 'failed' } as Frame);
    expect(last).toMatchObject({ state: 'running', seq: 6, cost: { amount: '0.1' } });
    const reason = { code: 'not_found', message: 'no such issue' };
    expect(fold(last, { type: 'finished', at: '', seq: 7, run: { ...run, state: 'failed', reason } })).toMatchObject({ state: 'failed', reason });
  });

  it('that was seen already changes nothing', () => {
    expect(fold(run, progress(5, [node(2, 7)]))).toBe(run);
  });

  it('before the first hello changes nothing', () => {
    expect(fold(undefined, progress(6, []))).toBeUndefined();
  });
});

it('takes a hello as the whole run', () => {
  const other = { ...run, seq: 99 };
  expect(fold(run, { type: 'hello', at: '', seq: 99, run: other })).toBe(other);
});

it('keeps what is newer than a hello', () => {
  const ended = { ...run, state: 'succeeded' } as Run;
  expect(fold(run, { type: 'hello', at: '', seq: 4, run: { ...run, seq: 4 } })).toBe(run);
  expect(fold(ended, { type: 'hello', at: '', seq: 99, run: { ...run, seq: 99 } })).toBe(ended);
});

it('changes nothing when it only says that the line stands', () => {
  const alive = read('{"type":"alive","seq":9,"at":"2026-11-20T00:00:00Z"}');
  expect(alive === undefined ? undefined : fold(run, alive)).toBe(run);
});

it('keeps the graph when the run ends', () => {
  const ended = fold(run, { type: 'finished', at: '', seq: 7, run: { ...run, state: 'succeeded' } });
  expect(ended?.state).toBe('succeeded');
  expect(ended?.steps).toHaveLength(2);
  expect(ended?.seq).toBe(7);
});

it('passes over what it does not know', () => {
  expect(read('{"type":"progress","seq":1}')?.type).toBe('progress');
  expect(read('{"type":"weather","seq":1}')).toBeUndefined();
});
