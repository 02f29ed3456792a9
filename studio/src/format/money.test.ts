import { describe, expect, it } from 'vitest';
import { exactFigure, exactly, figure, money, periodWords, price, scopeWords, sum, unitWords } from './money';

describe('an amount of money', () => {
  it.each([
    ['0', '0'],
    ['0.000000000', '0'],
    ['0.0079123', '0.0079'],
    ['0.2108', '0.2108'],
    ['0.00044', '0.00044'],
    ['0.0000345', '0.000034'],
    ['12.5', '12.50'],
    ['-3.25', '− 3.25'],
    ['1234.5678', '1,234.57'],
  ])('shows %s as %s', (decimal, text) => expect(money(decimal)).toBe(text));

  it('stands before its currency, and is exact on the hover', () => {
    const cost = { amount: '0.0079123', currency: 'USD' };
    expect([sum(cost), exactly(cost)]).toEqual(['0.0079 USD', '0.0079123 USD']);
  });
});

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

  it('counts calls in thousands, and tells money in its form or exactly', () => {
    expect(figure('10000', 'calls')).toBe('10,000');
    expect(figure('1234.5678', 'USD')).toBe('1,234.57');
    expect(exactFigure('1234.5678', 'USD')).toBe('1234.5678');
  });
});
