import { expect, it } from 'vitest';
import type { NodeProgress, StepView } from '@/api/schema';
import { flat } from './model';
import { painted } from './painted';

const call = (id: string, after: string[]): StepView => ({ node: 1, id, type: 'call', after, call: 'k.r.v', text: '' });
const definition = { id: 'w', version: 1, input: {}, steps: [{ node: 0, id: 'all', type: 'each' as const, after: [], text: '${input.items}', steps: [call('a', []), call('b', ['a'])] }] };
const at = (path: string, p50Ms: number, failed: number): NodeProgress => ({ node: 0, id: '', path, type: 'call', state: 'failed', total: 4, started: 4, running: 0, waiting: 0, succeeded: 4 - failed, failed, p50Ms });

it('has the share of each call in the time of the run', () => {
  const graph = painted(definition, { steps: [at('all[].a', 3, 0), at('all[].b', 9, 1)], providers: [] });
  expect(flat(graph).map(({ id, painted: figures, failed }) => [id, figures?.share, failed])).toEqual([
    ['all', 0, 0],
    ['a', 25, 0],
    ['b', 75, 1],
  ]);
  expect(graph.nodes[0]?.inside?.edges[0]?.count).toBe(4);
});

it('of one that never ran has no figures, and nothing of it is under way', () => {
  const graph = painted(definition, undefined);
  expect(flat(graph).every(({ painted: figures, state }) => figures?.ran === false && state === 'succeeded')).toBe(true);
  expect(graph.nodes[0]?.inside?.edges[0]?.count).toBeUndefined();
});
