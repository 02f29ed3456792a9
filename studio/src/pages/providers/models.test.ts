import { describe, expect, it } from 'vitest';
import type { UnitPrice } from '@/api/schema';
import { noPriceWords, priceLines, roomWords, sources } from './models';

const price = (unit: string, amount: string, more: Partial<UnitPrice> = {}): UnitPrice => ({ unit, amount, per: 1_000_000, currency: 'USD', asOf: '2026-11-01', list: 'list v3', ...more });

describe('the room of a model', () => {
  it('tells what is declared and what is not', () => {
    expect(roomWords({ context: 128_000, output: 16_384 })).toBe('128,000 tokens, at most 16,384 out');
    expect(roomWords({ context: 128_000 })).toBe('128,000 tokens');
    expect(roomWords({ output: 512 })).toBe('room not declared, at most 512 out');
    expect(roomWords({})).toBe('not declared');
  });
});

describe('prices', () => {
  it('stand in one line, input first', () => {
    expect(priceLines([price('cached_input_tokens', '0.075'), price('input_tokens', '0.15'), price('output_tokens', '0.6')])).toBe('input 0.15, cached input 0.075, output 0.6 USD / 1M');
  });

  it('stand each with its own measure where they differ', () => {
    expect(priceLines([price('input_tokens', '0.15'), price('calls', '0.01', { per: 1 })])).toBe('input 0.15 / 1M USD, a call 0.01 USD');
  });

  it('name each list once', () => {
    expect(sources([price('input_tokens', '1'), price('output_tokens', '2')])).toBe('list v3, as of 2026-11-01');
    const own: UnitPrice = { unit: 'input_tokens', amount: '1', per: 1, currency: 'USD', asOf: '2026-11-01' };
    expect(sources([own, price('output_tokens', '2')])).toBe('the provider itself, as of 2026-11-01; list v3, as of 2026-11-01');
  });
});

describe('having no price', () => {
  const key = { id: 'mine', scope: 'key key_0000000000000000000001234abcd' };
  const team = { id: 'team', scope: 'label team=claims' };

  it('costs nothing where no budget asks for one', () => {
    expect(noPriceWords([])).toBe('its calls cost 0');
  });

  it('keeps from calls of a key or label whose budget asks for one, and from no other', () => {
    expect(noPriceWords([key])).toBe('not planned for calls under budget mine (key key_…1234abcd); other calls cost 0');
    expect(noPriceWords([key, team])).toBe('not planned for calls under the budgets mine (key key_…1234abcd) and team (team = claims); other calls cost 0');
  });

  it('keeps from every call where a budget of the tenant asks for one', () => {
    expect(noPriceWords([{ id: 'daily', scope: 'tenant' }])).toBe('not planned for calls under budget daily (the whole tenant)');
  });

  it('names a few of many', () => {
    const many = Array.from({ length: 1_006 }, (_, at) => ({ id: `b${at}`, scope: 'label a=b' }));
    expect(noPriceWords(many)).toBe('not planned for calls under the budgets b0 (a = b), b1 (a = b), b2 (a = b), b3 (a = b) and 1,002 more; other calls cost 0');
  });
});
