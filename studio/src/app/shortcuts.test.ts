// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import type { Action } from './actions';
import { listen } from './shortcuts';

let done: string[] = [];
let time = 0;
let stop = (): void => undefined;

const action = (id: string, keys: string): Action => ({ id, label: id, keys, run: () => done.push(id) });

function press(key: string) {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

function start() {
  done = [];
  time = 0;
  stop = listen(() => [action('runs', 'g r'), action('help', '?')], () => time);
}

afterEach(() => stop());

it('acts on one key', () => {
  start();
  press('?');
  expect(done).toEqual(['help']);
});

it('acts on two keys in a row', () => {
  start();
  press('g');
  press('r');
  expect(done).toEqual(['runs']);
});

it('does not wait for ever for the second', () => {
  start();
  press('g');
  time = 2_000;
  press('r');
  expect(done).toEqual([]);
});

it('forgets a first key that led nowhere', () => {
  start();
  press('g');
  press('x');
  press('r');
  expect(done).toEqual([]);
});

it('acts on one key right after one of something else', () => {
  start();
  press('j');
  press('?');
  expect(done).toEqual(['help']);
});
