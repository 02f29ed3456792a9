// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { firstKey, mentioned } from './lastValues';

it('names what a step reads, and not what its inner steps do', () => {
  const names = ['input', 'look', 'looked', 'item'];
  expect(mentioned({ id: 'a', call: 'x', with: { a: '${look.id + input.look}', b: 'item of ${looked}' } }, names)).toEqual(['input', 'look', 'looked']);
  expect(mentioned({ id: 'a', each: '${input.all}', steps: [{ id: 'b', transform: '${item}' }] }, names)).toEqual(['input']);
  expect(mentioned({ id: 'a', branch: [{ when: '${item}', steps: [{ id: 'b', transform: '${look}' }] }] }, names)).toEqual(['item']);
});

it('gives the key of the first instance of a step', () => {
  const text = { spec: { steps: [{ id: 'all', each: '${x}', steps: [{ id: 'pick', branch: [{ steps: [{ id: 'one' }] }] }] }, { id: 'end' }] } };
  const paths = new Map([
    ['all', 'spec.steps[0]'],
    ['pick', 'spec.steps[0].steps[0]'],
    ['one', 'spec.steps[0].steps[0].branch[0].steps[0]'],
    ['end', 'spec.steps[1]'],
  ]);
  expect(firstKey('one', 'spec.steps[0].steps[0].branch[0].steps[0]', text, paths)).toBe('all[0].one');
  expect(firstKey('end', 'spec.steps[1]', text, paths)).toBe('end');
});
