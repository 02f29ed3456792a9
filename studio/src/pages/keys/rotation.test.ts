import { expect, it } from 'vitest';
import { rotation } from './rotation';

it('puts the overlap in the middle, and now where it is', () => {
  expect(rotation(1_000_000, 2_000_000, 1_500_000)).toEqual({ oldEnds: 75, newBegins: 25, at: 50 });
  expect(rotation(1_000_000, 2_000_000, 9_000_000).at).toBe(100);
});

it('shows something where the old secret ended at once', () => {
  expect(rotation(1_000_000, 1_000_000, 1_000_000)).toEqual({ oldEnds: 25, newBegins: 25, at: 25 });
});
