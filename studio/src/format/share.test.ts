import { expect, it } from 'vitest';
import { succeededShare } from './share';

it.each([
  [{ succeeded: 0, failed: 0 }, undefined],
  [{ succeeded: 3, failed: 0 }, '100 %'],
  [{ succeeded: 3, failed: 2 }, '60.0 %'],
  [{ succeeded: 99_999, failed: 1 }, '99.9 %'],
  [{ succeeded: 0, failed: 2 }, '0.0 %'],
])('of %o is %s', (runs, said) => {
  expect(succeededShare(runs)).toBe(said);
});
