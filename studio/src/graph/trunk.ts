import { isOver } from '@/api/state';
import type { Graph, GraphNode } from './model';

export type StationState = 'passed' | 'here' | 'held' | 'stopped' | 'ahead';

/** How each station of the trunk stands: input, the top-level steps, output. `arrived` once the run has succeeded. */
export function stationStates(graph: Graph, arrived: boolean): StationState[] {
  return ['passed', ...graph.nodes.map((node) => stationState(node, arrived)), arrived && graph.nodes.every((node) => isOver(node.state)) ? 'passed' : 'ahead'];
}

function stationState({ state, started }: GraphNode, arrived: boolean): StationState {
  if (state === 'failed') return arrived ? 'passed' : 'stopped';
  // What a run did not come to was not travelled; only one that arrived went past it.
  if (!arrived && (state === 'skipped' || (state as string) === 'cancelled') && started === 0) return 'ahead';
  if (isOver(state)) return 'passed';
  if (state === 'waiting') return 'held';
  return started > 0 || state === 'running' ? 'here' : 'ahead';
}

/** How far down the road was travelled: to the last station that is reached, and on by the share of it that is done. */
export function travelled(ys: readonly number[], states: readonly StationState[], graph: Graph): number {
  const first = ys[0] ?? 0;
  const reached = states.findLastIndex((state) => state !== 'ahead');
  const at = ys[reached] ?? first;
  const node = graph.nodes[reached - 1];
  if (node === undefined || node.total === 0 || (states[reached] !== 'here' && states[reached] !== 'held')) return at;
  return at + ((ys[reached + 1] ?? at) - at) * Math.min(1, node.done / node.total);
}
