import { describe, expect, it } from 'vitest';
import type { Run, Timeline } from '@/api/schema';
import { costMarks, elapsedMs, inputNote, left, outputNote, queued, succeeded } from './facts';

const now = Date.UTC(2026, 10, 20, 12);
const run = (over: Partial<Run>): Run => ({ state: 'running', startedAt: new Date(now - 20_000).toISOString(), durationMs: 7, cost: { amount: '0.0079', currency: 'USD' }, providers: [], ...over }) as Run;

describe('elapsed', () => {
  it('grows while the run goes', () => expect(elapsedMs(run({}), now)).toBe(20_000));
  it('stands once it is over', () => expect(elapsedMs(run({ state: 'succeeded' }), now)).toBe(7));
  it('is not known before the run starts', () => {
    const queued = run({ state: 'queued' });
    delete queued.startedAt;
    expect(elapsedMs(queued, now)).toBeUndefined();
  });
  it('is not known while a run that goes on anew waits to begin', () => {
    expect(elapsedMs(run({ state: 'queued', durationMs: 0 }), now)).toBeUndefined();
  });
});

it('says how long a run waited before it began, where that is to be seen', () => {
  expect([3, 99, 100, 2_000].map((queuedMs) => queued({ queuedMs }))).toEqual([undefined, undefined, 'queued 100.0 ms', 'queued 2.0 s']);
});

it('says about how long is left', () => {
  const timeline = (s: number) => ({ lanes: [{ id: 'a', from: '', done: 1, total: 2, estimateTo: new Date(now + s * 1000).toISOString() }] }) as unknown as Timeline;
  expect(left(timeline(12.3), now)).toBe('about 12 s left');
  expect(left(timeline(-3), now)).toBeUndefined();
  expect(left(undefined, now)).toBeUndefined();
});

it('counts the calls of a capability over all steps that make it', () => {
  const file = (node: number) => ({ node, call: 'tracker.issue.create' });
  const definition = { steps: [{ node: 0, steps: [{ node: 1, arms: [{ steps: [file(2)] }, { steps: [file(3)] }] }] }] };
  const steps = [0, 1, 2, 3].map((node) => ({ node, succeeded: node * 10 }));
  const filed = run({ definition, steps } as unknown as Partial<Run>);
  expect(succeeded(filed, 'tracker.issue.create')).toBe(50);
  expect(succeeded(filed, 'text.pii.mask')).toBeUndefined();
});

describe('the labels of the cost', () => {
  const provider = (marks: string[], attempts: number) => ({ id: 'p', marks, step: 's', attempts, failed: 0 });
  it('say that it is a list price, and recorded where it is', () => {
    expect(costMarks(run({ providers: [provider(['recorded'], 3)] }))).toEqual(['list price', 'recorded']);
    expect(costMarks(run({ providers: [provider(['recorded'], 0)] }))).toEqual(['list price']);
  });
  it('are none where nothing was spent', () => expect(costMarks(run({ cost: { amount: '0', currency: 'USD' } }))).toEqual([]));
});

describe('the ends of the trunk', () => {
  it('count what goes in', () => {
    expect(inputNote(run({ input: { complaints: [1, 2], classes: { a: 1 }, name: 'x' } }))).toBe('2 complaints, 1 class');
    expect(inputNote(run({ input: [1] }))).toBe('');
  });
  it('count what the steps went through when the input is too large to send', () => {
    const definition = { steps: [{ node: 0, type: 'each', text: '${input.complaints}' }, { node: 4, type: 'transform', text: '${input.classes}' }] };
    const folded = { input: { truncated: true, size: 9 }, definition, steps: [{ node: 0, total: 502 }] } as unknown as Run;
    expect(inputNote(run(folded))).toBe('502 complaints');
  });
  it('name what comes out', () => {
    expect(outputNote(run({ output: { count: 2, labels: [] } }))).toBe('count, labels');
  });
  it('name the step it will come from', () => {
    expect(outputNote(run({ definition: { output: '${summary}' } as Run['definition'] }))).toBe('summary');
    expect(outputNote(run({ definition: {} as Run['definition'] }))).toBe('');
  });
});
