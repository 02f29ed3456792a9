import { expect, it } from 'vitest';
import type { Graph, GraphNode } from './model';
import { stationStates, travelled } from './trunk';

const node = (state: GraphNode['state'], done = 0, total = 10): GraphNode => ({ state, done, total, started: done }) as GraphNode;
const graph = (...nodes: GraphNode[]): Graph => ({ nodes, edges: [] });
const ys = [30, 90, 400, 470];

it('is dark up to the share that is done', () => {
  const running = graph(node('running', 5), node('queued'));
  const states = stationStates(running, false);
  expect(states).toEqual(['passed', 'here', 'ahead', 'ahead']);
  expect(travelled(ys, states, running)).toBe(90 + 155);
});

it('ends at the output when all is done', () => {
  const done = graph(node('succeeded', 10), node('succeeded', 1, 1));
  const states = stationStates(done, true);
  expect(states).toEqual(['passed', 'passed', 'passed', 'passed']);
  expect(travelled(ys, states, done)).toBe(470);
});

it('stays at the input before anything began', () => {
  const queued = graph(node('queued'), node('queued'));
  expect(travelled(ys, stationStates(queued, false), queued)).toBe(30);
});

it('stops in red at the step that failed, and nothing after it was travelled', () => {
  const failed = graph(node('failed', 4), { ...node('skipped'), started: 0 });
  const states = stationStates(failed, false);
  expect(states).toEqual(['passed', 'stopped', 'ahead', 'ahead']);
  expect(travelled(ys, states, failed)).toBe(90);
});

it('is held at a step that waits', () => {
  const waiting = graph(node('waiting', 5), node('queued'));
  const states = stationStates(waiting, false);
  expect(states).toEqual(['passed', 'held', 'ahead', 'ahead']);
  expect(travelled(ys, states, waiting)).toBe(90 + 155);
});

it('goes past what a run that succeeded did not need', () => {
  expect(stationStates(graph(node('succeeded', 1, 1), { ...node('skipped'), started: 0 }), true)).toEqual(['passed', 'passed', 'passed', 'passed']);
});
