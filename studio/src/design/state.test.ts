import { expect, it } from 'vitest';
import { litBars, look } from './state';

it('gives each state its own icon', () => {
  const runs = ['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled'].map((s) => look(s).icon);
  const providers = ['pending', 'connected', 'degraded', 'error', 'disabled'].map((s) => look(s).icon);
  expect(new Set(runs).size).toBe(6);
  expect(new Set(providers).size).toBe(5);
});

it('does not break on a state of a newer server', () => {
  expect(look('sleeping').tone).toBe('queued');
});

it.each([
  ['V0', 0],
  ['V1', 5],
  ['V3', 3],
  ['V5', 1],
])('lights for %s %d bars', (grade, bars) => expect(litBars(grade)).toBe(bars));
