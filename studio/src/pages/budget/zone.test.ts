import { expect, it } from 'vitest';
import { zoned } from './zone';

it('tells it where it moves the end of a window', () => {
  expect(zoned('day', 'Europe/Berlin')).toBe('a day, Europe/Berlin');
  expect(zoned('day', undefined)).toBe('a day');
  expect(['total', 'minute', 'parallel'].map((period) => zoned(period, 'UTC'))).toEqual(['in all', 'a minute', 'at one time']);
});
