import type { ComparedCalls, SavingStep } from '@/api/schema';
import { money } from '@/format/money';
import { list, plural } from '@/format/text';
import { nanos } from './sums';

/** A step of the staircase, in percent of the widest it gets. */
export interface Stair {
  left: number;
  width: number;
  /** Where it ends, from which the next one begins. */
  end: number;
  dearer: boolean;
}

/** A part of a whole in percent, to the hundredth. */
const percent = (part: bigint, whole: bigint) => (whole === 0n ? 0 : Number((part * 10_000n) / whole) / 100);

/** From the baseline down, a stair a step; what was settled is as wide as the last one leaves. */
export function stairs(figures: Pick<ComparedCalls, 'before' | 'steps'>): { baseline: number; steps: Stair[]; settled: number } {
  const before = nanos(figures.before);
  const ends = figures.steps.reduce<bigint[]>((all, step) => [...all, (all.at(-1) ?? before) + nanos(step.change)], []);
  const widest = [before, ...ends].reduce((a, b) => (a > b ? a : b), 0n);
  const steps = ends.map((end, at) => {
    const begin = ends[at - 1] ?? before;
    const [low, high] = begin < end ? [begin, end] : [end, begin];
    return { left: percent(low, widest), width: percent(high - low, widest), end: percent(end, widest), dearer: end > begin };
  });
  return { baseline: percent(before, widest), steps, settled: percent(ends.at(-1) ?? before, widest) };
}

/** The two lines of a period, as points of a picture: what would have been paid by each day's end, and what was. */
export function fork(days: ComparedCalls['days'], width: number, height: number): { before: string; after: string; ends: { before: number; after: number } } {
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
  const first = at(days[0]?.day ?? '1970-01-01') - 1;
  const span = Math.max(1, at(days.at(-1)?.day ?? '1970-01-01') - first);
  const add = (field: 'before' | 'after') => days.reduce<bigint[]>((all, day) => [...all, (all.at(-1) ?? 0n) + nanos(day[field])], []);
  const before = add('before');
  const after = add('after');
  const most = [before.at(-1) ?? 0n, after.at(-1) ?? 0n].reduce((a, b) => (a > b ? a : b));
  const y = (sum: bigint) => height - (percent(sum, most) / 100) * height;
  const line = (sums: bigint[]) => [`0,${height}`, ...sums.map((sum, index) => `${((at(days[index]?.day ?? '') - first) / span) * width},${y(sum)}`)].join(' ');
  return { before: line(before), after: line(after), ends: { before: y(before.at(-1) ?? 0n), after: y(after.at(-1) ?? 0n) } };
}

/** `67.8 % less than the baseline`. */
export function shareWords({ before, saved }: Pick<ComparedCalls, 'before' | 'saved'>): string {
  const whole = nanos(before);
  const less = nanos(saved);
  if (whole === 0n || less === 0n) return 'as much as the baseline';
  const share = percent(less < 0n ? -less : less, whole);
  return `${share.toFixed(1)} % ${less < 0n ? 'more' : 'less'} than the baseline`;
}

/** A change with its sign: `− 1,543.21`, `+ 104.79`, `0`. */
export function changeWords(change: string): string {
  if (nanos(change) === 0n) return '0';
  return change.startsWith('-') ? `− ${money(change.slice(1))}` : `+ ${money(change)}`;
}

/** A median: `700 ms`, `1.4 s`. */
export function spell(ms: number): string {
  return ms < 950 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** How much longer the calls of a rule took than those that the baseline answered: `+0.3 s`. */
export function slower(ms: number | undefined, baseline: number | undefined): string | undefined {
  if (ms === undefined || baseline === undefined) return undefined;
  const more = ms - baseline;
  return `${more < 0 ? '−' : '+'}${spell(Math.abs(more))}`;
}

/** What a rule is called. */
export function ruleWords({ kind, rule }: Pick<SavingStep, 'kind' | 'rule'>): string {
  if (kind === 'route') return rule ?? '';
  if (kind === 'service') return `class of service ${rule ?? ''}`;
  const words: Record<string, string> = { direct: 'no route', cache: 'exact cache', similar: 'similar cache', copies: 'copies' };
  return words[kind] ?? kind;
}

/** What it did: who answered, or why nobody was asked. */
export function deedWords({ kind, strategy, offers, calls }: SavingStep): string {
  if (kind === 'cache') return plural(calls, 'equal call');
  if (kind === 'similar') return plural(calls, 'call that means the same', 'calls that mean the same');
  if (kind === 'copies') return `${plural(calls, 'call')} that nobody waited for`;
  if (kind === 'service') return plural(calls, 'call');
  const [first, ...others] = offers;
  if (first === undefined) return plural(calls, 'call');
  const who = others.length === 0 ? first.offer : `${first.offer} and ${others.length} more`;
  return strategy === undefined ? who : `${strategy.replaceAll('_', ' ')}: ${who}`;
}

type Worth = SavingStep['scores'];

/** What answers were worth against those of the baseline, with the interval that 95 in 100 lie in; else what is known. */
export function worthWords(step: SavingStep, baseline: Worth): { said: string; more?: string } {
  if (step.kind === 'cache') return { said: 'the same bytes' };
  if (step.kind === 'service') return { said: 'the same model' };
  const own = step.scores;
  if (own === undefined) return { said: step.kind === 'copies' ? 'given to nobody' : 'not measured' };
  if (baseline?.deviation === undefined || own.deviation === undefined) return { said: `scored ${own.mean.toFixed(2)}`, more: `n ${own.calls}` };
  const points = (own.mean - baseline.mean) * 100;
  const within = 196 * Math.sqrt(own.deviation ** 2 / own.calls + baseline.deviation ** 2 / baseline.calls);
  return { said: `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)} pt`, more: `± ${within.toFixed(1)}, n ${own.calls}` };
}

const reasons: Record<string, string> = {
  no_answer: 'without an answer',
  unable: 'that the baseline could not have answered',
  unpriced_at_baseline: 'that used what has no price there',
  unpriced: 'that used what has no price',
  currency: 'charged in another currency',
  unmetered: 'not metered in anything that has a price',
  not_kept: 'kept without details',
  origin_not_kept: 'given the answer of a call that is no longer kept',
};

/** Each reason why calls are not compared, as a sentence. */
export function leftOutWords({ leftOut }: Pick<ComparedCalls, 'leftOut'>): string[] {
  return leftOut.map(({ reason, calls, cost, currency, what }) => {
    const paid = nanos(cost) === 0n ? '' : `, for ${money(cost)} ${currency}`;
    const named = what.length === 0 ? '' : ` (${list(what)})`;
    return `${plural(calls, 'call')} ${reasons[reason] ?? reason}${named}${paid}`;
  });
}
