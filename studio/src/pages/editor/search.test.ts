import { expect, it } from 'vitest';
import { search } from './search';

const all = [
  { key: 'run', about: 'Runs another workflow and waits for its end.' },
  { key: 'ci.run.wait', about: 'Waits for a run.' },
  { key: 'wait', about: 'Lets time pass.' },
];

it('puts what is asked for by its name before what tells of it', () => {
  expect(search(all, 'wait').map(({ key }) => key)).toEqual(['wait', 'ci.run.wait', 'run']);
  expect(search(all, 'run wait').map(({ key }) => key)).toEqual(['ci.run.wait', 'run']);
  expect(search(all, 'nothing')).toEqual([]);
});

it('keeps the order of all where nothing is asked for', () => {
  expect(search(all, ' ')).toEqual(all);
});
