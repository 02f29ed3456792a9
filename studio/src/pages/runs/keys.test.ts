import { expect, it } from 'vitest';
import { byStart, emptied, order } from './keys';

it.each([
  [{ state: 'failed', workflow: 'git_failover', since: '24h' }, 'No run of git_failover failed in the last 24 h'],
  [{ state: 'running' }, 'No run is running'],
  [{ since: '15m' }, 'No run was started in the last 15 min'],
  [{ state: 'cancelled', since: '2026-11-20' }, 'No run was cancelled since 2026-11-20'],
])('says of an empty list which filter emptied it', (search, title) => {
  expect(emptied(search).title).toBe(title);
});

it('offers to drop the filters, not the order', () => {
  expect(emptied({ state: 'failed', sort: 'started', since: '1h' }).drop).toEqual(['state', 'since']);
});

it('names the order', () => {
  expect(order({})).toBe('newest first');
  expect(order({ sort: '-duration' })).toBe('longest first');
});

it('knows the orders in which a run keeps its place', () => {
  expect([{}, { sort: 'started' }, { sort: '-duration' }].map(byStart)).toEqual([true, true, false]);
});
