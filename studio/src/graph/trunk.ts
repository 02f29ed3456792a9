import { isOver } from '@/api/state';
import type { Graph } from './model';

export type StationState = 'passed' | 'here' | 'ahead';

/** How each station of the trunk stands: input, the top-level steps, output. */
export function stationStates(graph: Graph, over: boolean): StationState[] {
  const steps = graph.nodes.map((node): StationState => (isOver(node.state) ? 'passed' : node.started > 0 || node.state === 'running' ? 'here' : 'ahead'));
  return ['passed', ...steps, over && graph.nodes.every((node) => isOver(node.state)) ? 'passed' : 'ahead'];
}

/** How far down the road was travelled: to the station that is here, and on by the share of it that is done. */
export function travelled(ys: readonly number[], states: readonly StationState[], graph: Graph): number {
  const first = ys[0] ?? 0;
  const last = states.lastIndexOf('passed');
  const here = states.indexOf('here');
  if (here < 0 || here < last) return ys[last] ?? first;
  const node = graph.nodes[here - 1];
  const share = node === undefined || node.total === 0 ? 0 : Math.min(1, node.done / node.total);
  const at = ys[here] ?? first;
  return at + ((ys[here + 1] ?? at) - at) * share;
}
