import { describe, expect, it } from 'vitest';
import type { NodeProgress, StepView } from '@/api/schema';
import { inOrder, undoOf, undoWords, type Undo } from './undo';

const call = (id: string, undo: string[] = []): StepView => ({ node: 0, id, type: 'call', after: [], text: '', ...(undo.length === 0 ? {} : { undo: undo.map((by) => call(by)) }) });
const at = (path: string, state: NodeProgress['state'], started = 1, startedAt = '2026-11-27T10:00:00Z'): NodeProgress => ({ node: 0, id: path.replace(/^.*[.]/, ''), path, type: 'call', state, started, running: 0, succeeded: 0, failed: 0, waiting: 0, startedAt });
const progressOf = (...steps: NodeProgress[]) => new Map(steps.map((step) => [step.path, step]));
const undo = (over: Partial<Undo>): Undo => ({ steps: [], state: 'succeeded', times: 1, place: undefined, ...over });

describe('the undo of a step', () => {
  const book = call('book', ['tell', 'unbook']);

  it('is not there before it has begun', () => {
    expect(undoOf(call('book'), 'book', progressOf())).toBeUndefined();
    expect(undoOf(book, 'book', progressOf(at('tell', 'skipped', 0), at('unbook', 'skipped', 0)))).toBeUndefined();
    expect(undoOf(book, 'book', progressOf(at('tell', 'skipped'), at('unbook', 'skipped')))).toBeUndefined();
  });

  it('holds the steps that have begun, and goes on while others are to come', () => {
    const half = undoOf(book, 'book', progressOf(at('tell', 'succeeded'), at('unbook', 'queued', 0)));
    expect(half).toMatchObject({ state: 'running', steps: [{ id: 'tell', state: 'succeeded' }] });
    expect(undoOf(book, 'book', progressOf(at('tell', 'succeeded'), at('unbook', 'succeeded')))?.state).toBe('succeeded');
  });

  it('tells first what failed, then what waits for an answer', () => {
    expect(undoOf(book, 'book', progressOf(at('tell', 'waiting'), at('unbook', 'running')))?.state).toBe('waiting');
    expect(undoOf(book, 'book', progressOf(at('tell', 'failed'), at('unbook', 'waiting')))?.state).toBe('failed');
  });

  it('counts the items of a list', () => {
    expect(undoOf(book, 'nights[].book', progressOf(at('nights[].tell', 'succeeded', 2), at('nights[].unbook', 'succeeded', 3)))).toMatchObject({ times: 3, steps: [{ path: 'nights[].tell' }, { path: 'nights[].unbook' }] });
  });
});

describe('the order of undos', () => {
  const progress = progressOf(at('a', 'succeeded', 1, '2026-11-27T10:00:00.25Z'), at('b', 'succeeded', 1, '2026-11-27T10:00:00Z'));
  const of = (path: string) => undo({ steps: [{ id: path, path, state: 'succeeded' }] });

  it('is that in which they began', () => {
    const [a, b] = [of('a'), of('b')];
    inOrder([a, b], progress);
    expect([a.place, b.place]).toEqual([2, 1]);
  });

  it('is the last first of those that began at one time', () => {
    const [a, b, c] = [of('a'), of('b'), of('c')];
    inOrder([a, b, c], progressOf(at('a', 'succeeded'), at('b', 'succeeded'), at('c', 'succeeded', 1, '2026-11-27T09:00:00Z')));
    expect([a.place, b.place, c.place]).toEqual([3, 2, 1]);
  });

  it('needs no number where there is one', () => {
    const a = of('a');
    inOrder([a], progress);
    expect(a.place).toBeUndefined();
  });
});

it.each([
  [undo({}), 'undone'],
  [undo({ place: 1 }), 'undone 1st'],
  [undo({ place: 2 }), 'undone 2nd'],
  [undo({ place: 11 }), 'undone 11th'],
  [undo({ place: 23 }), 'undone 23rd'],
  [undo({ times: 1200 }), '1,200 undone'],
  [undo({ state: 'running', place: 3 }), 'being undone 3rd'],
  [undo({ state: 'waiting', place: 3 }), 'undo waiting'],
  [undo({ state: 'failed' }), 'undo failed'],
])('%j is told as %s', (one, words) => {
  expect(undoWords(one)).toBe(words);
});
