import type { ElkNode } from 'elkjs/lib/elk-api';
import ELK from 'elkjs/lib/elk.bundled.js';
import { describe, expect, it } from 'vitest';
import type { StepView } from '@/api/schema';
import { layout, shape } from './layout';
import { headWidth, stepHeight, viaHeight } from './measure';
import { graphOf } from './model';

const elk = new ELK();
const arrange = (graph: ElkNode) => elk.layout(graph);
const call = (id: string, after: string[], route?: string): StepView => ({ node: 0, id, type: 'call', after, call: 'k.r.v', text: '', ...(route === undefined ? {} : { route }) });
const steps: StepView[] = [
  {
    node: 1,
    id: 'triage',
    type: 'each',
    after: [],
    text: 'x',
    steps: [
      call('mask', []),
      call('classify', ['mask'], 'r'),
      { node: 4, id: 'file', type: 'branch', after: ['classify'], text: '', arms: [{ when: 'a', steps: [call('urgent', [])] }, { else: true, steps: [call('normal', [])] }] },
    ],
  },
  { node: 7, id: 'summary', type: 'transform', after: ['triage'], text: '' },
];
const providers = ['a', 'b', 'c'].map((id) => ({ id, marks: [], step: 'classify', attempts: 0, failed: 0 }));
const graph = graphOf({ id: 'w', version: 1, input: {}, steps }, [], providers);

describe('the layout', () => {
  it('runs to the right inside a container and down between the steps of the trunk', async () => {
    const { places, stations } = await layout(graph, arrange);
    const x = (path: string) => places.get(path)?.x ?? NaN;
    expect([x('triage[].mask'), x('triage[].classify'), x('triage[].file'), x('triage[].urgent')].every((at, n, all) => n === 0 || at > (all[n - 1] ?? 0))).toBe(true);
    expect(places.get('triage')?.x).toBe(places.get('summary')?.x);
    expect(stations.map((s) => s.path)).toEqual(['input', 'triage', 'summary', 'output']);
    expect(stations.every((s, n) => n === 0 || s.y > (stations[n - 1]?.y ?? 0))).toBe(true);
  });

  it('keeps a chain in one line, whatever hangs below a step', async () => {
    const { places } = await layout(graph, arrange);
    expect(places.get('triage[].mask')?.y).toBe(places.get('triage[].classify')?.y);
    expect(places.get('triage[].classify')?.height).toBeGreaterThan(stepHeight + 60);
  });

  it('keeps everything inside its container, and arms apart', async () => {
    const { places } = await layout(graph, arrange);
    const frame = places.get('triage');
    const inner = [...places.values()].filter((p) => p.parent === 'triage');
    expect(inner).toHaveLength(5);
    expect(inner.every((p) => p.x + p.width <= (frame?.width ?? 0) && p.y + p.height <= (frame?.height ?? 0))).toBe(true);
    const [a, b] = ['triage[].urgent', 'triage[].normal'].map((path) => places.get(path)?.y ?? NaN).sort((m, n) => m - n);
    expect((b ?? 0) - (a ?? 0)).toBeGreaterThanOrEqual(stepHeight);
  });

  it('leaves room in a container for what undid it', async () => {
    const [frame, ...rest] = graph.nodes;
    if (frame === undefined) throw new Error('no frame');
    const undone = { ...frame, undo: { steps: [{ id: 'back', path: 'back', state: 'succeeded' as const }], state: 'succeeded' as const, times: 1, place: undefined } };
    const [plain, taller] = await Promise.all([layout(graph, arrange), layout({ ...graph, nodes: [undone, ...rest] }, arrange)]);
    expect((taller.places.get('triage')?.height ?? 0) - (plain.places.get('triage')?.height ?? 0)).toBe(viaHeight(undone));
  });

  it('makes a container of one small step as wide as its head', async () => {
    const small = graphOf({ id: 'w', version: 1, input: {}, steps: [{ node: 0, id: 'all', type: 'each', after: [], text: '${input.items}', steps: [call('a', [])] }] }, [], []);
    const [frame] = small.nodes;
    const { places } = await layout(small, arrange);
    expect(frame && places.get('all')?.width).toBeGreaterThanOrEqual(frame === undefined ? NaN : headWidth(frame));
  });

  it('has two ends where the steps of a run cannot be read', async () => {
    const { stations } = await layout(graphOf({ id: 'w', version: 1, input: {}, steps: [] }, [], []), arrange);
    expect(stations.map((s) => s.path)).toEqual(['input', 'output']);
  });

  it('depends on the shape, not on the figures', () => {
    expect(shape(graphOf({ id: 'w', version: 1, input: {}, steps }, [{ node: 0, id: '', path: 'triage', type: 'each', state: 'running', total: 9, started: 3, running: 1, succeeded: 2, failed: 0, waiting: 0 }], providers))).toBe(shape(graph));
  });
});
