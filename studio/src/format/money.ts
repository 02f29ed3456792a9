import { count, shortId } from './text';

/** A list price as people compare it: `0.15 / 1M`, `0.002` for one. */
export function price({ amount, per }: { amount: string; per: number }): string {
  if (per === 1) return amount;
  if (per % 1_000_000 === 0) return `${amount} / ${per / 1_000_000}M`;
  return per % 1_000 === 0 ? `${amount} / ${per / 1_000}K` : `${amount} / ${per}`;
}

const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** An amount of money, exact, as the server tells it. */
export interface Amount {
  amount: string;
  currency: string;
}

/**
 * An amount of money to read, in the one form that all pages have: `0` for nothing, cents from one on, below that four decimals,
 * or as many as show two figures: `12.50`, `0.2108`, `0.00044`. The exact one belongs on the hover.
 */
export function money(decimal: string): string {
  const value = Number(decimal);
  if (value < 0) return `− ${money(String(-value))}`;
  if (value === 0) return '0';
  return value >= 1 ? cents.format(value) : value.toFixed(Math.min(20, Math.max(4, 1 - Math.floor(Math.log10(value)))));
}

/** The same with its currency: `0.0079 USD`. */
export function sum({ amount, currency }: Amount): string {
  return `${money(amount)} ${currency}`;
}

/** An amount to the last figure, for the hover: `0.0079123 USD`. */
export function exactly({ amount, currency }: Amount): string {
  return `${amount} ${currency}`;
}

/** A count to read at a glance: `46`, `9,850`, `76 k`, `1.5 M`. */
export function brief(value: number): string {
  if (value < 10_000) return count(value);
  if (value < 999_500) return `${Math.round(value / 1000)} k`;
  return `${count(Number((value / 1_000_000).toPrecision(value < 9_950_000 ? 2 : 3)))} M`;
}

/** `cached_input_tokens` is `cached input tokens`. */
export function unitWords(unit: string): string {
  return unit.replaceAll('_', ' ');
}

/** `a day`, `in all`, `at one time`. */
export function periodWords(period: string): string {
  if (period === 'total') return 'in all';
  if (period === 'parallel') return 'at one time';
  return period === 'hour' ? 'an hour' : `a ${period}`;
}

/** Whose calls a limit counts: `the whole tenant`, `team = claims`, `key key_…3d4e5f60`. */
export function scopeWords(scope: string): string {
  return scope.split(', ').map(partWords).join(' and ');
}

function partWords(scope: string): string {
  if (scope === 'tenant') return 'the whole tenant';
  if (scope.startsWith('label ')) return scope.slice(6).replace('=', ' = ');
  return scope.startsWith('key ') ? `key ${shortId(scope.slice(4))}` : scope;
}

/** An amount under a limit: calls and tokens with thousands apart, money in its form. */
export function figure(amount: string, unit: string): string {
  return isCounted(unit) ? count(Number(amount)) : money(amount);
}

/** The same to the last figure. */
export function exactFigure(amount: string, unit: string): string {
  return isCounted(unit) ? count(Number(amount)) : amount;
}

/** How a limit stands, to the last figure, for the hover: `0.5 used, 0.1 held of 5 USD`. */
export function usedWords({ used, held, cap, unit }: { used: string; held: string; cap: string; unit: string }): string {
  return `${used} used, ${held} held of ${exactly({ amount: cap, currency: unit })}`;
}

const isCounted = (unit: string) => unit === 'calls' || unit === 'tokens';
