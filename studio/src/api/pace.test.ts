import { expect, it } from 'vitest';
import { decisionsPace } from './pace';

it('asks for decisions again by itself, but never for what callers asked, which is audited', () => {
  expect(decisionsPace({ since: '24h' })).toBe(2_000);
  expect(decisionsPace({ model: 'fast' })).toBe(6_000);
  expect(decisionsPace({ text: 'refund' })).toBe(false);
  expect(decisionsPace({ text: 'refund', texts: 'false' })).toBe(6_000);
});
