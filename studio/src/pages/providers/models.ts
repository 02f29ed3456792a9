import type { AskingBudget, OfferedModel, UnitPrice } from '@/api/schema';
import { price, scopeWords } from '@/format/money';
import { count, list } from '@/format/text';

/** `128,000, at most 16,384 out`; what is not declared is not known. */
export function roomWords({ context, output }: Pick<OfferedModel, 'context' | 'output'>): string {
  if (context === undefined && output === undefined) return 'not declared';
  const room = context === undefined ? 'room not declared' : `${count(context)} tokens`;
  return output === undefined ? room : `${room}, at most ${count(output)} out`;
}

/** What people look at first stands first. */
const order = ['input_tokens', 'cached_input_tokens', 'cache_write_tokens', 'cache_write_long_tokens', 'output_tokens', 'reasoning_tokens', 'calls'];

/** All prices in one line: `input 0.15, cached input 0.075, output 0.6 USD / 1M`, each with its own measure where they differ. */
export function priceLines(prices: readonly UnitPrice[]): string {
  const sorted = [...prices].sort((a, b) => place(a) - place(b) || a.unit.localeCompare(b.unit));
  const [first] = sorted;
  if (first === undefined) return '';
  const alike = sorted.every((one) => one.per === first.per && one.currency === first.currency);
  if (!alike) return sorted.map((one) => `${name(one)} ${price(one)} ${one.currency}`).join(', ');
  const measure = price({ amount: first.currency, per: first.per });
  return `${sorted.map((one) => `${name(one)} ${one.amount}`).join(', ')} ${measure}`;
}

function place({ unit }: UnitPrice): number {
  const at = order.indexOf(unit);
  return at < 0 ? order.length : at;
}

function name({ unit }: UnitPrice): string {
  return unit === 'calls' ? 'a call' : unit.replace(/_tokens$/, '').replaceAll('_', ' ');
}

/** Where prices come from: each list with its day. */
export function sources(prices: readonly UnitPrice[]): string {
  return [...new Set(prices.map(({ list, asOf }) => `${list ?? 'the provider itself'}, as of ${asOf}`))].join('; ');
}

/** As many budgets are named; the rest are counted. */
const named = 4;

/** What having no price means for calls: `not planned for calls under budget a (team = claims); other calls cost 0`. */
export function noPriceWords(asking: readonly AskingBudget[]): string {
  if (asking.length === 0) return 'its calls cost 0';
  const names = asking.slice(0, named).map(({ id, scope }) => `${id} (${scopeWords(scope)})`);
  const more = asking.length - names.length;
  const all = list(more === 0 ? names : [...names, `${count(more)} more`]);
  const others = asking.some(({ scope }) => scope === 'tenant') ? '' : '; other calls cost 0';
  return `not planned for calls under ${asking.length === 1 ? 'budget' : 'the budgets'} ${all}${others}`;
}
