import { expect, it } from 'vitest';
import type { CheckedWorkflow } from '@/api/schema';
import { flat } from '@/graph/model';
import { painted } from '@/graph/painted';
import { flawed, idOf, stepOf, stepPaths } from './flawed';

const step = (node: number, id: string, type: 'call' | 'each', steps?: CheckedWorkflow['steps']): CheckedWorkflow['steps'][number] => ({ node, id, type, after: [], text: '', ...(steps === undefined ? {} : { steps }) });

const checked: CheckedWorkflow = {
  problems: [
    { path: 'spec.steps[0].steps[0].with.text', rule: 'a', fix: 'b' },
    { path: 'spec.steps[0].each', rule: 'a', fix: 'b' },
    { path: 'spec.output', rule: 'a', fix: 'b' },
  ],
  steps: [step(0, 'all', 'each', [step(1, 'mask', 'call')]), step(2, 'last', 'call')],
  places: [
    { node: 0, path: 'spec.steps[0]' },
    { node: 1, path: 'spec.steps[0].steps[0]' },
    { node: 2, path: 'spec.steps[1]' },
  ],
  names: {},
};

it('finds the innermost step of a place', () => {
  const paths = stepPaths(checked);
  expect(stepOf(paths, 'spec.steps[0].steps[0].with.text')).toBe('mask');
  expect(stepOf(paths, 'spec.steps[0].each')).toBe('all');
  expect(stepOf(paths, 'spec.steps[1]')).toBe('last');
  expect(stepOf(paths, 'spec.steps[10].call')).toBeUndefined();
  expect(stepOf(paths, 'spec.output')).toBeUndefined();
});

it('counts problems beside the nodes', () => {
  const graph = flawed(painted({ id: 'w', version: 1, input: {}, steps: checked.steps }, undefined), checked.problems, stepPaths(checked));
  expect(flat(graph).map(({ id, flaws }) => [id, flaws])).toEqual([
    ['all', 1],
    ['mask', 1],
    ['last', undefined],
  ]);
  expect(flat(graph).map(({ path }) => idOf(path))).toEqual(['all', 'mask', 'last']);
});
