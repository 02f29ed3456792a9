import type { Rollout } from '@/api/schema';
import { latency } from '@/format/duration';
import { money } from '@/format/money';
import { count } from '@/format/text';
import type { Rollout as Spec } from './words';

export interface Station {
  share: number;
  state: 'done' | 'here' | 'ahead' | 'back';
  /** How much of the way to the next one is made, from 0 to 1. */
  way: number;
}

/** The steps of a rollout as stations: those that it has left, the one that it stands at, those ahead. */
export function stations(at: Rollout, every: string): Station[] {
  const here = at.step - 1;
  const way = Math.min(1, at.judged / at.calls, at.stepSeconds / Math.max(1, seconds(every)));
  return at.steps.map((share, step) => {
    if (step === here) return { share, state: at.stopped === undefined ? 'here' : 'back', way: at.stopped === undefined ? way : 0 };
    return { share, state: step < here ? 'done' : 'ahead', way: step < here ? 1 : 0 };
  });
}

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A time of a route, such as `90s` or `1h30m`, in seconds. */
export function seconds(text: string): number {
  return [...text.matchAll(/(\d+(?:\.\d+)?)([smhd])(?!s)/g)].reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0);
}

export interface Compared {
  name: string;
  old: string;
  fresh: string;
  /** What it must not be beyond; absent where nothing bounds it. */
  bound?: string;
  beyond: boolean;
}

/** What attempts at both sides came to; what nobody knows yet stands as a dash. */
export function compared({ old, fresh, currency }: Rollout, { stopAt }: Pick<Spec, 'stopAt'>): Compared[] {
  const failed = [failures(old), failures(fresh)] as const;
  const cost = [number(old.meanCost), number(fresh.meanCost)] as const;
  const most = stopAt.failures;
  const bound = most === undefined ? undefined : { words: `at most ${most.replace('%', ' %')}`, beyond: (failed[1] ?? 0) > Number(most.replace('%', '')) / 100 };
  return [
    { name: 'attempts that ended', old: count(old.attempts), fresh: count(fresh.attempts), beyond: false },
    bounded('failed', failed, plain, bound),
    bounded('mean latency', [old.meanMs, fresh.meanMs], latency, times(stopAt.latency, old.meanMs, fresh.meanMs)),
    bounded(`mean cost${currency === undefined ? '' : `, ${currency}`}`, cost, (amount) => money(String(amount)), times(stopAt.cost, ...cost)),
  ];
}

/** `5 %`, `0.3 %`. */
export function plain(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}

/** With a full stop where it has none. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The step that comes next, as its number and share; undefined at the last, or where it does not go on. */
export function ahead({ step, steps, stopped }: Rollout): { to: number; share: number } | undefined {
  const share = steps[step];
  return stopped !== undefined || share === undefined ? undefined : { to: step + 1, share };
}

function failures({ attempts, failed }: Rollout['old']): number | undefined {
  return attempts === 0 ? undefined : failed / attempts;
}

/** What copies of calls came to, a phrase a figure. */
export function copyWords({ made, answered, compared: both, agreed, likeness }: NonNullable<Rollout['shadow']>): string[] {
  const words = [`${count(made)} copies, ${count(answered)} answered`];
  if (both > 0) words.push(`${count(agreed)} of ${count(both)} answers that could be compared count as the same`);
  if (likeness !== undefined) words.push(`likeness ${likeness.toFixed(2)} in the mean`);
  return words;
}

interface Bound {
  words: string;
  beyond: boolean;
}

function bounded(name: string, [old, fresh]: readonly [number | undefined, number | undefined], words: (value: number) => string, bound: Bound | undefined): Compared {
  const told = (value: number | undefined) => (value === undefined ? '–' : words(value));
  return { name, old: told(old), fresh: told(fresh), beyond: bound?.beyond ?? false, ...(bound === undefined ? {} : { bound: bound.words }) };
}

function times(most: number | undefined, old: number | undefined, fresh: number | undefined): Bound | undefined {
  if (most === undefined) return undefined;
  return { words: `at most ${most} times`, beyond: old !== undefined && fresh !== undefined && old > 0 && fresh / old > most };
}

function number(decimal: string | undefined): number | undefined {
  return decimal === undefined ? undefined : Number(decimal);
}
