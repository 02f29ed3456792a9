import type { Run, WorkflowView } from '@/api/schema';
import { flat, graphOf, type Graph, type GraphNode } from './model';

/** The graph of a definition without a run; with the figures of one that is over where there is one. */
export function painted(definition: WorkflowView, run: Pick<Run, 'steps' | 'providers'> | undefined): Graph {
  const graph = graphOf(definition, run?.steps ?? [], run?.providers ?? []);
  const p50 = new Map(run?.steps.map((step) => [step.path, step.p50Ms ?? 0]));
  const time = (node: GraphNode) => (node.type === 'call' ? (p50.get(node.path) ?? 0) * node.done : 0);
  const whole = flat(graph).reduce((ms, node) => ms + time(node), 0);
  return paint(graph, run !== undefined, (node) => (whole === 0 ? 0 : (100 * time(node)) / whole));
}

function paint(graph: Graph, ran: boolean, share: (node: GraphNode) => number): Graph {
  return {
    nodes: graph.nodes.map((node) => ({
      ...node,
      state: 'succeeded',
      painted: { ran, share: share(node) },
      running: 0,
      waiting: 0,
      round: 0,
      undo: undefined,
      inside: node.inside === undefined ? undefined : paint(node.inside, ran, share),
    })),
    edges: graph.edges.map(({ from, to, count }) => ({ from, to, alive: false, ...(ran && count !== undefined ? { count } : {}) })),
  };
}
