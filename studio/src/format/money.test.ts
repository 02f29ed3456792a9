import { describe, expect, it } from 'vitest';
import { figure, periodWords, price, scopeWords, unitWords } from './money';

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

describe('a limit', () => {
  it('is told in words', () => {
    expect(['hour', 'day', 'total', 'parallel'].map(periodWords)).toEqual(['an hour', 'a day', 'in all', 'at one time']);
    expect(scopeWords('tenant')).toBe('the whole tenant');
    expect(scopeWords('label team=claims')).toBe('team = claims');
    expect(scopeWords('key key_0197b1c2d3e47f5a8b9c0d1e2f3a4b5c')).toBe('key key_…2f3a4b5c');
  });

  it('counts calls in thousands and leaves money exact', () => {
    expect(figure('10000', 'calls')).toBe('10,000');
    expect(figure('1234.5678', 'USD')).toBe('1234.5678');
  });
});
