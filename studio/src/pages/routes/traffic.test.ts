import { expect, it } from 'vitest';
import type { UsageFigure } from '@/api/schema';
import { shareWords, thick, trafficOf } from './traffic';

const figure = (route: string, calls: number, currency = 'USD'): UsageFigure => ({ group: { route }, calls, attempts: calls, failed: 0, quantities: {}, cost: '1', currency, estimatedCost: '0', doubtfulCost: '0', priceLists: [], unpriced: [] });

it('calls leave the road at the route that took them, in whatever they were charged', () => {
  const traffic = trafficOf([figure('second', 30), figure('first', 40), figure('first', 10, 'EUR'), figure('', 20), figure('ended', 900)], ['first', 'second', 'third']);

  expect([...traffic]).toEqual([
    ['first', { share: 0.5, comes: 1, goesOn: 0.5 }],
    ['second', { share: 0.3, comes: 0.5, goesOn: 0.2 }],
    ['third', { share: 0, comes: 0.2, goesOn: 0.2 }],
    ['', { share: 0.2, comes: 0.2, goesOn: 0 }],
  ]);
});

it('nothing is known where nobody called', () => {
  expect(trafficOf([figure('ended', 3)], ['first']).size).toBe(0);
});

it('the line thins from eight pixels to two', () => {
  expect([thick(1), thick(0.5), thick(0)]).toEqual([8, 5, 2]);
});

it('a share is told with as many places as it takes', () => {
  expect([0, 0.00001, 0.0002, 0.026, 0.211, 1].map(shareWords)).toEqual(['0', '< 0.01 %', '0.02 %', '2.6 %', '21.1 %', '100 %']);
});
