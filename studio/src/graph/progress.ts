import { isOver } from '@/api/state';
import type { Part } from '@/design/Marks';
import { percent } from '@/format/scale';
import { count } from '@/format/text';
import type { GraphNode } from './model';

type Figures = Pick<GraphNode, 'done' | 'failed' | 'running' | 'waiting' | 'total'>;

/** The bar of a step: grey what succeeded, red what failed, yellow what waits, blue what runs. */
export function parts(node: Figures): Part[] {
  const part = (kind: Part['kind'], of: number): Part[] => (of > 0 ? [{ kind, percent: percent(of, node.total) }] : []);
  return [...part('done', node.done - node.failed), ...part('fail', node.failed), ...part('hold', node.waiting), ...part('live', node.running)];
}

/** Whether nothing of a container is left to do, so that it needs no bar. */
export function finished({ state, done, total }: Pick<GraphNode, 'state' | 'done' | 'total'>): boolean {
  return isOver(state) && (state !== 'failed' || done === total);
}

/** What of a step is not simply done, the most pressing first. */
export function stirring(node: Figures): { state: 'failed' | 'waiting' | 'running'; text: string }[] {
  return (['failed', 'waiting', 'running'] as const).flatMap((state) => (node[state] > 0 ? [{ state, text: `${count(node[state])} ${state}` }] : []));
}

/** The bar in words. */
export function label(node: Figures): string {
  return [`${count(node.done)} of ${count(node.total)} done`, ...stirring(node).map(({ text }) => text)].join(', ');
}
