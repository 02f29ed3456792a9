import { describe, expect, it } from 'vitest';
import { exceeds, opening, fit, flowOf, isChosen, neighbour } from './flow';
import type { Layout } from './layout';
import type { Graph, GraphNode } from './model';

const step = (path: string, inside?: Graph): GraphNode => ({ id: path, path, kind: inside === undefined ? 'step' : 'frame', type: 'call', code: 'k', state: 'running', done: 1, failed: 0, running: 0, waiting: 0, started: 1, total: 2, note: '', via: [], round: 0, rounds: undefined, undo: undefined, inside });
const inside: Graph = { nodes: [step('t[].a'), step('t[].b'), step('t[].c')], edges: [{ from: 't[].a', to: 't[].b', count: 7, alive: true }, { from: 't[].a', to: 't[].c', alive: true }] };
const graph: Graph = { nodes: [step('t', inside), step('s')], edges: [{ from: 't', to: 's', alive: false }] };
const place = (path: string, parent: string | undefined, x: number, y: number) => [path, { path, parent, x, y, width: 100, height: 74 }] as const;
const layout: Layout = {
  places: new Map([place('t', undefined, 52, 70), place('t[].a', 't', 20, 50), place('t[].b', 't', 152, 50), place('t[].c', 't', 152, 180), place('s', undefined, 52, 400)]),
  stations: [{ path: 'input', y: 32 }, { path: 't', y: 87 }, { path: 's', y: 425 }, { path: 'output', y: 480 }],
  width: 800,
  height: 520,
};
const ends = { input: '2 complaints', output: '', arrived: false };

describe('the drawing', () => {
  const flow = flowOf(graph, layout, ends, 't[4].b', () => undefined);

  it('has the trunk, its ends, and every step in its container', () => {
    expect(flow.nodes.map((n) => n.id)).toEqual(['trunk', 'label input', 'label output', 't', 't[].a', 't[].b', 't[].c', 's']);
    expect(flow.nodes.find((n) => n.id === 't[].b')?.parentId).toBe('t');
  });

  it('marks the step whose instance is open', () => {
    const chosen = flow.nodes.filter((n) => n.type === 'step' && n.data.chosen).map((n) => n.id);
    expect(chosen).toEqual(['t[].b']);
  });

  it('draws the edges inside containers; the trunk joins the rest', () => {
    expect(flow.edges.map((e) => e.data?.count)).toEqual([7, undefined]);
  });
});

it('knows an instance of a step', () => {
  expect(isChosen('triage[].classify', 'triage[17].classify')).toBe(true);
  expect(isChosen('a[].b[].c', 'a[1].b[2].c')).toBe(true);
  expect(isChosen('summary', 'summary')).toBe(true);
  expect(isChosen('summary', undefined)).toBe(false);
});

describe('arrows', () => {
  it('walk along edges', () => {
    expect(neighbour('t[].a', 'ArrowRight', graph, layout)).toBe('t[].b');
    expect(neighbour('t[].c', 'ArrowLeft', graph, layout)).toBe('t[].a');
    expect(neighbour('t[].b', 'ArrowRight', graph, layout)).toBeUndefined();
  });
  it('go to the next step above and below', () => {
    expect(neighbour('t[].b', 'ArrowDown', graph, layout)).toBe('t[].c');
    expect(neighbour('t[].c', 'ArrowUp', graph, layout)).toBe('t[].b');
    expect(neighbour('t[].a', 'Enter', graph, layout)).toBeUndefined();
  });
});

it('fits a drawing without making it larger than life', () => {
  expect(fit({ width: 900, height: 600 }, { width: 800, height: 520 }).zoom).toBe(1);
  expect(fit({ width: 400, height: 600 }, { width: 800, height: 520 }).zoom).toBe(0.5);
  expect(opening({ width: 400, height: 600 }, { width: 800, height: 520 }).zoom).toBe(0.5);
});

it('only a drawing that does not fit exceeds its view', () => {
  expect(exceeds({ width: 400, height: 290 }, { width: 800, height: 420 })).toBe(false);
  expect(exceeds({ width: 400, height: 290 }, { width: 800, height: 2000 })).toBe(true);
  expect(exceeds({ width: 0, height: 0 }, { width: 800, height: 2000 })).toBe(false);
});

it('opens what is too large to be read whole at its beginning, where it can be read', () => {
  const view = { width: 900, height: 600 };
  expect(opening(view, { width: 400, height: 90_000 })).toEqual({ x: 0, y: 0, zoom: 0.75 });
  expect(fit(view, { width: 400, height: 90_000 }).zoom).toBe(0.3);
  expect(exceeds(view, { width: 400, height: 90_000 })).toBe(true);
});
