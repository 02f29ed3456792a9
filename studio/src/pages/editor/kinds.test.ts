import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fieldsOf, kindOf, kindsOf, newStep, type Schema } from './kinds';

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

it('makes a form of all that does not stand in the graph', () => {
  const fields = fieldsOf(schema, named('call'));
  expect(fields.map(({ path }) => path)).toEqual(expect.arrayContaining(['when', 'call', 'route', 'timeout', 'retry', 'onInDoubt']));
  expect(fields.find(({ path }) => path === 'onInDoubt')).toMatchObject({ input: 'choice', choices: expect.arrayContaining(['fail', 'ask', 'retry']) as unknown });
  expect(fields.find(({ path }) => path === 'call')).toMatchObject({ input: 'text', required: true });
  expect(fieldsOf(schema, named('each')).map(({ path }) => path)).not.toContain('steps');
  expect(fieldsOf(schema, named('each')).find(({ path }) => path === 'concurrency')?.input).toBe('number');
  expect(fieldsOf(schema, named('branch')).map(({ path }) => path)).toEqual(['when']);
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
