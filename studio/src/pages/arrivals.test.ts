// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { arrivals } from './arrivals';

const page = (id: string) => {
  const main = document.createElement('main');
  main.id = id;
  main.tabIndex = -1;
  document.body.append(main);
  return main;
};
const focused = () => document.activeElement?.id;

it('leaves the first page alone and gives the focus to the next ones', () => {
  const arrive = arrivals();
  const runs = page('runs');
  arrive('/runs', runs);
  arrive('/runs', runs);
  expect(focused()).toBe('');

  arrive('/runs/run_1', runs);
  expect(focused()).toBe('runs');
  arrive('/runs/run_1', page('run'));
  expect(focused()).toBe('run');
});
