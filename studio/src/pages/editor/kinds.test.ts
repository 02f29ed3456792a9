import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formOf, kindOf, kindsOf, newStep, newValue, partsOf, shapeOf, type Part, type Schema } from './kinds';

const schema = JSON.parse(readFileSync('../api/workflow.schema.json', 'utf8')) as Schema;
const kinds = kindsOf(schema);
const named = (name: string) => {
  const found = kinds.find((kind) => kind.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const free = () => {
  let count = 0;
  return (wanted: string) => `${wanted}${count++}`;
};

it('reads each type of step from the schema', () => {
  expect(kinds.map(({ name }) => name)).toEqual(expect.arrayContaining(['call', 'transform', 'branch', 'each', 'parallel', 'loop', 'try', 'wait']));
  expect(kinds.every(({ about }) => about !== '')).toBe(true);
  expect(kindOf(kinds, { id: 'a', wait: '1s' })?.name).toBe('wait');
  expect(kindOf(kinds, { id: 'a' })).toBeUndefined();
});

const paths = (parts: readonly Part[]) => parts.map((part) => (part.kind === 'field' ? part.field.path : part.path));
const part = (kind: string, path: string) => formOf(schema, named(kind)).find((one) => (one.kind === 'field' ? one.field.path : one.path) === path);

it('makes a form of all that does not stand in the graph', () => {
  expect(paths(formOf(schema, named('call')))).toEqual(expect.arrayContaining(['when', 'call', 'route', 'timeout', 'retry', 'onInDoubt']));
  expect(part('call', 'onInDoubt')).toMatchObject({ kind: 'field', field: { input: 'choice', choices: expect.arrayContaining(['fail', 'ask', 'retry']) as unknown } });
  expect(part('call', 'call')).toMatchObject({ kind: 'field', field: { input: 'text', required: true } });
  expect(paths(formOf(schema, named('each')))).not.toContain('steps');
  expect(part('each', 'concurrency')).toMatchObject({ field: { input: 'number' } });
});

it('makes forms of objects, of lists of them, and of values of several shapes', () => {
  const of = part('ask', 'of');
  expect(of?.kind === 'group' ? paths(of.parts) : []).toEqual(['of.teams', 'of.people', 'of.roles', 'of.notStarter', 'of.notSame']);
  expect(part('ask', 'form')?.kind).toBe('properties');
  expect(part('call', 'labels')?.kind).toBe('map');
  expect(part('ask', 'choices')).toMatchObject({ field: { input: 'texts' } });

  const retry = part('call', 'retry');
  const shapes = retry?.kind === 'shapes' ? retry.shapes : [];
  expect(shapes.map(({ name }) => name)).toEqual(['none', 'max']);
  expect(shapeOf(shapes, 'none')?.name).toBe('none');
  expect(shapeOf(shapes, { max: 3 })?.name).toBe('max');
  expect(shapeOf(shapes, '${input}')).toBeUndefined();
  expect(shapes.map((shape) => newValue(schema, shape, free(), 'retry'))).toEqual(['none', { max: 1 }]);
});

it('offers arms of a branch without the steps in them', () => {
  const arms = part('branch', 'branch');
  const shapes = arms?.kind === 'list' ? arms.shapes : [];
  expect(shapes.map(({ name }) => name)).toEqual(['when', 'else']);
  expect(shapes.map((shape) => paths(partsOf(schema, shape.schema, 'branch[0]')))).toEqual([['branch[0].when', 'branch[0].output'], ['branch[0].output']]);
  expect(shapes.map((shape) => newValue(schema, shape, free(), 'arm'))).toEqual([{ when: '${true}', steps: [{ id: 'value0', transform: null }] }, { else: [{ id: 'value0', transform: null }] }]);
  const tell = part('ask', 'tell');
  expect(tell?.kind === 'list' ? newValue(schema, tell.shapes[0] ?? { name: '', schema: {} }, free(), 'tell') : undefined).toEqual({ id: 'tell0', call: '' });
});

it('makes a form of each thing that starts a workflow, with what goes with it', () => {
  const triggers = partsOf(schema, schema, '').find((one) => one.kind === 'list' && one.path === 'triggers');
  const shapes = triggers?.kind === 'list' ? triggers.shapes : [];
  expect(shapes.map(({ name }) => name)).toEqual(['event', 'poll', 'cron', 'webhook', 'after', 'form']);
  const named = (name: string) => shapes.find((shape) => shape.name === name) ?? { name, schema: {} };
  expect(paths(partsOf(schema, named('cron').schema, 'triggers[0]'))).toEqual(['id', 'cron', 'zone', 'missed', 'when', 'input', 'as'].map((name) => `triggers[0].${name}`));
  expect(paths(partsOf(schema, named('webhook').schema, 'triggers[0]'))).toEqual(['id', 'webhook', 'when', 'input', 'as'].map((name) => `triggers[0].${name}`));
  expect(paths(partsOf(schema, named('form').schema, 'triggers[0]'))).toEqual(['id', 'as'].map((name) => `triggers[0].${name}`));
  expect(newValue(schema, named('form'), free(), 'ask')).toEqual({ id: 'ask0', form: {} });
  expect(newValue(schema, named('webhook'), free(), 'hook')).toEqual({ id: 'hook0', webhook: { verify: 'none' } });
  const awaited = part('await', 'await');
  expect(awaited?.kind === 'shapes' ? awaited.shapes.map(({ name }) => name) : []).toEqual(['signal', 'callback', 'event']);
});

it('makes a form of each limit', () => {
  const limits = partsOf(schema, schema, '').find((one) => one.kind === 'group' && one.path === 'limits');
  const parts = limits?.kind === 'group' ? limits.parts : [];
  expect(parts.map((one) => (one.kind === 'group' ? paths(one.parts) : []))).toEqual([['most', 'key', 'otherwise'].map((name) => `limits.runs.${name}`), ['most', 'in', 'key'].map((name) => `limits.starts.${name}`), ['for', 'key'].map((name) => `limits.settle.${name}`)]);
});

it('begins each type of step with the least that it needs', () => {
  expect(newStep(schema, named('wait'), free())).toEqual({ id: 'wait0', wait: '1m' });
  expect(newStep(schema, named('transform'), free())).toEqual({ id: 'transform0', transform: null });
  expect(newStep(schema, named('script'), free())).toEqual({ id: 'script0', script: 'export default (input) => input' });
  expect(newStep(schema, named('call'), free())).toEqual({ id: 'call0', call: '' });
  expect(newStep(schema, named('each'), free())).toEqual({ id: 'each0', each: '${[]}', as: 'as1', steps: [{ id: 'value2', transform: null }] });
  expect(newStep(schema, named('branch'), free())).toEqual({ id: 'branch0', branch: [{ when: '${true}', steps: [{ id: 'value1', transform: null }] }] });
  expect(newStep(schema, named('loop'), free())).toEqual({ id: 'loop0', loop: 1, steps: [{ id: 'value1', transform: null }] });
  expect(newStep(schema, named('try'), free())).toEqual({ id: 'try0', try: [{ id: 'value1', transform: null }] });
  expect(newStep(schema, named('parallel'), free())).toEqual({ id: 'parallel0', parallel: [{ id: 'arm1', steps: [{ id: 'value2', transform: null }] }] });
});
