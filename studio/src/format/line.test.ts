import { expect, it } from 'vitest';
import { brokenLine } from './line';

const [a, b, c] = [{ x: 5, y: 7 }, { x: 15, y: 6 }, { x: 25, y: 4 }];

it('goes through what follows on each other', () => expect(brokenLine([a, b, c], 4)).toBe('M5.0 7.0L15.0 6.0L25.0 4.0'));

it('marks what stands alone between gaps', () => {
  expect(brokenLine([undefined, b, undefined], 4)).toBe('M13.0 6.5h4.0');
  expect(brokenLine([a, undefined, c], 4)).toBe('M3.0 7.5h4.0M23.0 4.5h4.0');
});

it('marks what stands alone at an end', () => expect(brokenLine([a, b, undefined, c], 4)).toBe('M5.0 7.0L15.0 6.0M23.0 4.5h4.0'));

it('is nothing without a point', () => expect(brokenLine([undefined], 4)).toBe(''));
