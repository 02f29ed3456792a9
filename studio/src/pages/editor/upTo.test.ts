// @vitest-environment jsdom
import { expect, it } from 'vitest';
import type { Json, StepTrial } from '@/api/schema';
import { asked, before, runUpTo, type Ran } from './upTo';

const text = {
  spec: {
    steps: [
      { id: 'look', call: 'shop.order.get', with: { id: '${input.order}' } },
      { id: 'file', call: 'tracker.issue.create' },
      { id: 'all', each: '${look.lines}', as: 'line', steps: [{ id: 'price', transform: '${line.price}' }, { id: 'sum', transform: '${price * line.count}' }] },
      { id: 'after', transform: 1 },
    ],
  },
};
const paths = new Map([
  ['look', 'spec.steps[0]'],
  ['file', 'spec.steps[1]'],
  ['all', 'spec.steps[2]'],
  ['price', 'spec.steps[2].steps[0]'],
  ['sum', 'spec.steps[2].steps[1]'],
  ['after', 'spec.steps[3]'],
]);
const lines = [{ price: 3, count: 2 }];

async function run(target: string, given: Record<string, Json>, more: { stopAt?: string } = {}) {
  const ran: Ran[] = [];
  const called: string[] = [];
  const stop = new AbortController();
  const values = await runUpTo(target, paths, text, given, {
    trial: (step, known) => {
      const of = { step, type: 'transform' };
      if (step === 'look') return Promise.resolve({ ...of, outcome: 'call', capability: 'shop.order.get', input: { id: known.input } } as unknown as StepTrial);
      if (step === 'file') return Promise.resolve({ ...of, outcome: 'call', capability: 'tracker.issue.create', input: { title: 'x' } } as unknown as StepTrial);
      if (step === 'all') return Promise.resolve((known.look === undefined ? { ...of, outcome: 'failed', problem: 'look has no value' } : { ...of, outcome: 'items', input: lines, value: 1 }) as unknown as StepTrial);
      return Promise.resolve({ ...of, outcome: 'output', value: 3 } as unknown as StepTrial);
    },
    reads: (capability) => Promise.resolve(capability === 'shop.order.get'),
    call: ({ capability = '' }) => {
      called.push(capability);
      return Promise.resolve({ lines });
    },
    onRan: (one) => {
      ran.push(one);
      if (one.id === more.stopAt) stop.abort();
    },
    signal: stop.signal,
  });
  return { ran: ran.map(({ id, how }) => `${id} ${how}`), called, values };
}

it('takes what stands above a step, and above what is around it', () => {
  expect(before('sum', paths)).toEqual(['look', 'file', 'price']);
  expect(before('after', paths)).toEqual(['look', 'file', 'all']);
  expect(before('look', paths)).toEqual([]);
  expect(asked('sum', paths, text)).toEqual(['input']);
});

it('calls what reads only, sends nothing else, and gives the first item of what is around', async () => {
  const { ran, called, values } = await run('sum', { input: { order: '1' } });
  expect(called).toEqual(['shop.order.get']);
  expect(ran).toEqual(['look called', 'file not sent', 'price computed']);
  expect(values).toMatchObject({ look: { lines }, price: 3, line: lines[0] });
  expect(values).not.toHaveProperty('file');
});

it('takes values that are given in place of steps', async () => {
  const { ran, called, values } = await run('after', { look: { lines }, file: { key: 'A-1' } });
  expect(called).toEqual([]);
  expect(ran).toEqual(['look given', 'file given', 'all no value']);
  expect(values.file).toEqual({ key: 'A-1' });
});

it('goes no further once it is stopped', async () => {
  const { ran } = await run('sum', { input: {} }, { stopAt: 'look' });
  expect(ran).toEqual(['look called']);
});
