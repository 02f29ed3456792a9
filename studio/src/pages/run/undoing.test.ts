import { expect, it } from 'vitest';
import type { Run } from '@/api/schema';
import { undoing } from './undoing';

const undone = { node: 3, id: 'bed', undo: [{ node: 4, id: 'no_bed' }, { node: 5, id: 'told' }] };
const definition = { steps: [{ node: 0, id: 'safe', arms: [{ steps: [{ node: 1, id: 'nights', steps: [undone] }] }] }] };
const step = (node: number, path: string, started: number) => ({ node, path, started });
const run = { definition, steps: [step(0, 'safe', 1), step(1, 'nights', 1), step(3, 'nights[].bed', 2), step(4, 'nights[].no_bed', 2), step(5, 'nights[].told', 0)] } as unknown as Run;

it('leads from a step to what has undone it, of the same item', () => {
  expect(undoing(run, 'nights[1].bed')).toEqual({ by: ['nights[1].no_bed'], of: undefined });
});

it('leads from there to the step', () => {
  expect(undoing(run, 'nights[1].no_bed')).toEqual({ by: [], of: 'nights[1].bed' });
});

it('knows of nothing where nothing was undone', () => {
  expect(undoing(run, 'safe')).toEqual({ by: [], of: undefined });
  expect(undoing(run, 'other')).toEqual({ by: [], of: undefined });
});
