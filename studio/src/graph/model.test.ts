import { describe, expect, it } from 'vitest';
import type { NodeProgress, RunProvider, StepView, WorkflowView } from '@/api/schema';
import { flat, graphOf, shortCondition } from './model';

const call = (id: string, after: string[], over: Partial<StepView> = {}): StepView => ({ node: 0, id, type: 'call', after, call: `k.${id}`, text: '', ...over });
const file: StepView = {
  node: 4,
  id: 'file',
  type: 'branch',
  after: ['classify'],
  text: '',
  arms: [
    { when: "${classify.label == 'debt'}", steps: [call('urgent', [])] },
    { else: true, steps: [call('normal', [])] },
  ],
};
const triage: StepView = { node: 1, id: 'triage', type: 'each', after: [], concurrency: 16, paced: true, text: '${input.complaints}', steps: [call('mask', []), call('classify', ['mask'], { route: 'triage' }), file] };
const definition: WorkflowView = { id: 'w', version: 1, input: {}, steps: [triage, { node: 7, id: 'summary', type: 'transform', after: ['triage'], text: '' }] };
const progress = (path: string, succeeded: number, over: Partial<NodeProgress> = {}): NodeProgress => ({ node: 0, id: '', path, type: 'call', state: 'running', started: succeeded, running: 1, succeeded, failed: 0, waiting: 0, ...over });
const provider = (id: string, step: string): RunProvider => ({ id, marks: [], step, attempts: 1, failed: 0 });

const graph = graphOf(
  definition,
  [progress('triage', 312, { total: 502, started: 313 }), progress('triage[].mask', 313, { p50Ms: 0.31 }), progress('triage[].classify', 312), progress('triage[].file', 312), progress('triage[].urgent', 59)],
  [provider('gemini', 'classify'), provider('text', 'mask')],
);
const node = (path: string) => flat(graph).find((n) => n.path === path);

describe('the graph of a run', () => {
  it('has the top-level steps on the trunk and the rest inside their container', () => {
    expect(graph.nodes.map((n) => [n.path, n.kind])).toEqual([
      ['triage', 'frame'],
      ['summary', 'step'],
    ]);
    expect(flat(graph).map((n) => n.path)).toEqual(['triage', 'triage[].mask', 'triage[].classify', 'triage[].file', 'triage[].urgent', 'triage[].normal', 'summary']);
  });

  it('says how far each step is, against the items of its container', () => {
    expect(node('triage[].urgent')).toMatchObject({ done: 59, total: 502 });
    expect(node('triage')).toMatchObject({ done: 312, total: 502, started: 313, note: 'each of input.complaints, at most 16 at a time, paced' });
    expect(node('triage[].mask')?.note).toBe('p50 0.3 ms');
    expect(node('summary')?.state).toBe('queued');
  });

  it('leads along the steps with a count and into the arms without', () => {
    const edges = graph.nodes[0]?.inside?.edges.map((e) => `${e.from}>${e.to}:${e.count ?? '-'}`);
    expect(edges).toEqual(['triage[].mask>triage[].classify:313', 'triage[].classify>triage[].file:312', 'triage[].file>triage[].urgent:-', 'triage[].file>triage[].normal:-']);
    expect(graph.nodes[0]?.inside?.edges.every((e) => e.alive)).toBe(true);
  });

  it('hangs providers below a call with a route only', () => {
    expect(node('triage[].classify')?.via.map((p) => p.id)).toEqual(['gemini']);
    expect(node('triage[].mask')?.via).toEqual([]);
  });

  it('names the arm of a branch on its first step', () => {
    expect(node('triage[].urgent')?.note).toBe('debt');
    expect(node('triage[].normal')?.note).toBe('else');
  });
});

describe('failures and waiting', () => {
  const stirred = graphOf(definition, [progress('triage', 300, { total: 502, failed: 2, running: 16 }), progress('triage[].mask', 310), progress('triage[].classify', 300, { failed: 2, running: 15, waiting: 1 })], []);
  const at = (path: string) => flat(stirred).find((n) => n.path === path);

  it('stand in the step beside what is done', () => {
    expect(at('triage[].classify')).toMatchObject({ done: 302, failed: 2, running: 15, waiting: 1 });
  });

  it('are those of its items in a container, which the server counts as running', () => {
    expect(at('triage')).toMatchObject({ done: 302, failed: 2, running: 15, waiting: 1 });
  });

  it('send nothing along an edge', () => {
    expect(stirred.nodes[0]?.inside?.edges.find((e) => e.from === 'triage[].classify')?.count).toBe(300);
  });
});

it('goes on behind a branch from the end of each arm', () => {
  const after = graphOf({ ...definition, steps: [{ ...triage, steps: [...(triage.steps ?? []), call('done', ['file'])] }] }, [], []);
  const into = after.nodes[0]?.inside?.edges.filter((e) => e.to === 'triage[].done').map((e) => e.from);
  expect(into).toEqual(['triage[].urgent', 'triage[].normal']);
});

it('draws a branch on the trunk with its arms to the right', () => {
  const top = graphOf({ ...definition, steps: [{ ...file, after: [] }] }, [], []);
  expect(top.nodes.map((n) => n.kind)).toEqual(['group']);
  expect(flat(top).map((n) => n.path)).toEqual(['file', 'urgent', 'normal']);
});

it('chains steps that name nothing they follow', () => {
  const chained = graphOf({ ...definition, steps: [{ ...triage, steps: [call('a', []), call('b', [])] }] }, [], []);
  expect(chained.nodes[0]?.inside?.edges.map((e) => e.from)).toEqual(['triage[].a']);
});

it.each([
  ["${classify.label == 'debt_collection'}", 'debt_collection'],
  ['classify.score > 0.5', 'classify.score > 0.5'],
])('shortens %s', (when, short) => expect(shortCondition(when)).toBe(short));

describe('a step that was done again', () => {
  const polling: WorkflowView = { id: 'w', version: 1, input: {}, steps: [{ node: 0, id: 'poll', type: 'loop', after: [], text: 'until ${look.done}', steps: [call('look', [])] }] };

  it('tells its round', () => {
    const again = graphOf({ ...definition, steps: [call('a', []), call('b', ['a'])] }, [progress('a', 1), progress('b', 1, { round: 2 })], []);
    expect(again.nodes.map((n) => n.round)).toEqual([0, 2]);
  });

  it('is counted against the rounds of the loop that holds it', () => {
    const loop = graphOf(polling, [progress('poll', 1, { type: 'loop', rounds: 3 }), progress('poll[].look', 3)], []).nodes[0];
    expect(loop).toMatchObject({ rounds: 3, done: 1, total: 1, note: 'until look.done' });
    expect(loop?.inside?.nodes[0]).toMatchObject({ done: 3, total: 3 });
  });
});

describe('what was undone', () => {
  const undone = (id: string, after: string[], by: string): StepView => call(id, after, { undo: [call(by, [])] });
  const saga: WorkflowView = { id: 'w', version: 1, input: {}, steps: [undone('branch', [], 'no_branch'), undone('issue', ['branch'], 'no_issue'), undone('chat', ['issue'], 'no_chat')] };
  const at = (path: string, time: string) => progress(path, 1, { id: path, state: 'succeeded', started: 1, startedAt: `2026-11-27T10:00:0${time}Z` });
  const drawn = graphOf(saga, [at('branch', '0'), at('issue', '1'), at('no_issue', '2'), at('no_branch', '2.5')], []);

  it('hangs below its step, in the order of the undos', () => {
    expect(drawn.nodes.map(({ undo }) => undo?.steps.map(({ id }) => id))).toEqual([['no_branch'], ['no_issue'], undefined]);
    expect(drawn.nodes.map(({ undo }) => undo?.place)).toEqual([2, 1, undefined]);
  });

  it('is no part of the graph of a definition', () => {
    expect(graphOf(saga, [], []).nodes.every(({ undo }) => undo === undefined)).toBe(true);
  });
});
