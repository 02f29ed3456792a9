import type { UsageFigure } from '@/api/schema';
import type { Key } from '@/table/query';

/** What usage can be told apart by; any label too, as label:NAME. */
export const dimensions = ['model', 'provider', 'offer', 'route', 'team', 'project', 'user', 'key', 'principal', 'capability'] as const;

export const usageKeys: readonly Key[] = [
  { name: 'from', hint: 'a day such as 2026-11-01, or how long ago, such as 30d' },
  { name: 'to', hint: 'the day that is left out, or how long ago' },
  { name: 'by', hint: 'model, provider, offer, route, team, project, user, key, principal, capability or label:NAME' },
  { name: 'currency', hint: 'where calls were charged in several, the one that is shown' },
  { name: 'baseline', hint: 'the offer that is compared with, as provider/model' },
  { name: 'measure', hint: 'what the bars tell', values: ['cost', 'calls', 'tokens'] },
];

export type Measure = 'cost' | 'calls' | 'tokens';

/** What one group or one day used; money in nano-units of its currency, exact. */
export interface Sum {
  cost: bigint;
  estimated: bigint;
  /** What answers of the cache would have cost. */
  saved: bigint;
  calls: number;
  input: number;
  cached: number;
  output: number;
}

export interface Group extends Sum {
  name: string;
  currency: string;
  days: ReadonlyMap<string, Sum>;
  unpriced: string[];
}

/** Decimal text of at most nine places as nano-units. */
export function nanos(text: string): bigint {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole) * 1_000_000_000n + BigInt(part.padEnd(9, '0'));
  return text.startsWith('-') ? -value : value;
}

/** The reverse, without zeros at the end. */
export function decimal(value: bigint): string {
  const size = value < 0n ? -value : value;
  const part = (size % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${size / 1_000_000_000n}${part === '' ? '' : `.${part}`}`;
}

const inputs = ['input_tokens', 'cached_input_tokens', 'cache_write_tokens', 'cache_write_long_tokens', 'audio_input_tokens', 'image_input_tokens'];
const outputs = ['output_tokens', 'reasoning_tokens', 'audio_output_tokens', 'image_output_tokens'];

export function sumOf(figure: UsageFigure): Sum {
  const all = (units: readonly string[]) => units.reduce((sum, unit) => sum + (figure.quantities[unit] ?? 0), 0);
  return { cost: nanos(figure.cost), estimated: nanos(figure.estimatedCost), saved: nanos(figure.saved ?? '0'), calls: figure.calls, input: all(inputs), cached: all(['cached_input_tokens']), output: all(outputs) };
}

export const nothing: Sum = { cost: 0n, estimated: 0n, saved: 0n, calls: 0, input: 0, cached: 0, output: 0 };

export function plus(a: Sum, b: Sum): Sum {
  return { cost: a.cost + b.cost, estimated: a.estimated + b.estimated, saved: a.saved + b.saved, calls: a.calls + b.calls, input: a.input + b.input, cached: a.cached + b.cached, output: a.output + b.output };
}

/** How much of what is measured. */
export function measured(sum: Sum, measure: Measure): number {
  if (measure === 'cost') return Number(sum.cost) / 1e9;
  return measure === 'calls' ? sum.calls : sum.input + sum.output;
}

/** The currencies of figures, the one of most figures first. */
export function currencies(figures: readonly UsageFigure[]): string[] {
  const rows = new Map<string, number>();
  for (const { currency } of figures) rows.set(currency, (rows.get(currency) ?? 0) + 1);
  return [...rows].sort(([a, many], [b, more]) => more - many || a.localeCompare(b)).map(([currency]) => currency);
}

/** What of all that is measured a group has, in percent; all are of its currency. */
export function share(group: Group, all: readonly Group[], measure: Measure): number {
  const whole = all.reduce((sum, one) => sum + measured(one, measure), 0);
  return whole === 0 ? 0 : (measured(group, measure) / whole) * 100;
}

/** Figures by day and one other thing as groups, the largest first; those of several currencies stay apart. */
export function groups(figures: readonly UsageFigure[], by: string, measure: Measure): Group[] {
  const found = new Map<string, Group & { days: Map<string, Sum> }>();
  for (const figure of figures) {
    const name = figure.group[by] ?? '';
    const at = `${figure.currency} ${name}`;
    const group = found.get(at) ?? { ...nothing, name, currency: figure.currency, days: new Map<string, Sum>(), unpriced: [] };
    const day = figure.group.day ?? '';
    group.days.set(day, plus(group.days.get(day) ?? nothing, sumOf(figure)));
    found.set(at, { ...group, ...plus(group, sumOf(figure)), unpriced: [...new Set([...group.unpriced, ...figure.unpriced])] });
  }
  return [...found.values()].sort((a, b) => measured(b, measure) - measured(a, measure) || a.name.localeCompare(b.name));
}

/** Every day from the first to the last that is asked for, in UTC, as the server counts them; at most a year. */
export function daysBetween(from: number, to: number): string[] {
  const day = 86_400_000;
  const first = Math.max(Math.floor(from / day), Math.floor(to / day) - 365);
  return Array.from({ length: Math.max(1, Math.floor((to - 1) / day) - first + 1) }, (_, at) => new Date((first + at) * day).toISOString().slice(0, 10));
}

const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The instant that a text of the address names: a day, an instant, or how long ago. */
export function moment(text: string | undefined, now: number, usual: number): number {
  if (text === undefined) return usual;
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined && unit !== undefined) return now - Number(amount) * (units[unit] ?? 0);
  const at = Date.parse(text);
  return Number.isNaN(at) ? usual : at;
}

/** The bars of a day, the largest group lowest, in percent of the tallest day; what is beyond five groups is one bar. */
export function stack(all: readonly Group[], day: string, measure: Measure, tallest: number): { name: string; series: number; percent: number }[] {
  const parts = all.map((group, at) => ({ name: group.name, series: Math.min(at, 4) + 1, percent: tallest === 0 ? 0 : (measured(group.days.get(day) ?? nothing, measure) / tallest) * 100 }));
  const head = parts.slice(0, 4);
  const rest = parts.slice(4);
  const tail = rest.length === 1 ? rest : [{ name: `${rest.length} others`, series: 5, percent: rest.reduce((sum, { percent }) => sum + percent, 0) }];
  return [...head, ...tail].filter(({ percent }) => percent > 0);
}

/** How much the tallest day holds. */
export function tallest(all: readonly Group[], days: readonly string[], measure: Measure): number {
  return Math.max(0, ...days.map((day) => all.reduce((sum, group) => sum + measured(group.days.get(day) ?? nothing, measure), 0)));
}
