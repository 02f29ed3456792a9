import { amount, count, shortId } from './text';

/** A list price as people compare it: `0.15 / 1M`, `0.002` for one. */
export function price({ amount, per }: { amount: string; per: number }): string {
  if (per === 1) return amount;
  if (per % 1_000_000 === 0) return `${amount} / ${per / 1_000_000}M`;
  return per % 1_000 === 0 ? `${amount} / ${per / 1_000}K` : `${amount} / ${per}`;
}

const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** An amount of money to read: cents from one on, below that the leading figures. The exact one belongs on the hover. */
export function money(decimal: string): string {
  return Math.abs(Number(decimal)) >= 1 ? cents.format(Number(decimal)) : amount(decimal);
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

/** An amount under a limit: calls with thousands apart, money exactly. */
export function figure(amount: string, unit: string): string {
  return unit === 'calls' || unit === 'tokens' ? count(Number(amount)) : amount;
}
