import { describe, expect, it } from 'vitest';
import { price, unitWords } from './money';

describe('a list price', () => {
  it('stands beside the quantity it is for', () => {
    expect(price({ amount: '0.15', per: 1_000_000 })).toBe('0.15 / 1M');
    expect(price({ amount: '2', per: 5_000_000 })).toBe('2 / 5M');
    expect(price({ amount: '0.4', per: 1000 })).toBe('0.4 / 1K');
    expect(price({ amount: '3', per: 12 })).toBe('3 / 12');
    expect(price({ amount: '0.002', per: 1 })).toBe('0.002');
  });
});

describe('a metered unit', () => {
  it('is told in words', () => {
    expect(unitWords('cached_input_tokens')).toBe('cached input tokens');
  });
});
