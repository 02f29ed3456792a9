import type { DecisionVolume, RunCounts } from '@/api/schema';
import { duration } from '@/format/duration';
import { sum } from '@/format/money';
import { count } from '@/format/text';

/** A figure of the last day beside that of the day before. */
export interface Moved {
  name: string;
  now: string;
  before: string;
  change: string;
  /** What it is made of, in words. */
  because: string;
  /** The calls that it was counted from, as decisions are asked for; what is none leads to the runs. */
  calls?: Record<string, string>;
  /** What must be said of the figure. */
  label?: string;
}

const many = 20;

/** `+9 %`; the difference itself where a share would say little, `0` where nothing moved, `–` where there is nothing to compare. */
export function change(now: number, before: number): string {
  const by = now - before;
  if (by === 0) return before === 0 ? '–' : '0';
  const sign = by > 0 ? '+' : '−';
  if (before < many) return `${sign}${count(Math.abs(by))}`;
  const share = Math.round((100 * Math.abs(by)) / before);
  return share === 0 ? '0 %' : `${sign}${count(share)} %`;
}

/** The same for what is no count, where only a share tells anything. */
export function share(now: number | undefined, before: number | undefined): string {
  if (now === undefined || before === undefined || before === 0) return '–';
  const by = Math.round((100 * (now - before)) / before);
  return by === 0 ? '0 %' : `${by > 0 ? '+' : '−'}${count(Math.abs(by))} %`;
}

/** `admin 80, ci 12`: the most frequent values of a kind. */
function most(of: DecisionVolume, name: string): string {
  const facet = of.facets.find((one) => one.name === name);
  return (facet?.values ?? []).slice(0, 3).map(({ value, calls }) => `${value} ${count(calls)}`).join(', ');
}

const failed = ({ bins }: DecisionVolume) => bins.reduce((all, bin) => all + bin.failed, 0);
const whole = (of: DecisionVolume) => `${count(of.found)}${of.whole ? '' : '+'}`;
const amount = ({ cost }: DecisionVolume) => (cost === undefined ? 0 : Number(cost.amount));

/** What the calls of the last day did, beside those of the day before. */
export function movedCalls(now: DecisionVolume, before: DecisionVolume): Moved[] {
  const typical = (of: DecisionVolume) => (of.p50Ms === undefined ? '–' : duration(of.p50Ms));
  const spent = (of: DecisionVolume) => (of.cost === undefined ? '0' : sum(of.cost));
  return [
    { name: 'calls', now: whole(now), before: whole(before), change: change(now.found, before.found), because: most(now, 'key'), calls: { since: '24h' } },
    { name: 'refused or failed', now: count(failed(now)), before: count(failed(before)), change: change(failed(now), failed(before)), because: most(now, 'code') },
    { name: 'spend', now: spent(now), before: spent(before), change: share(amount(now), amount(before)), because: most(now, 'model'), label: 'list price' },
    { name: 'median time', now: typical(now), before: typical(before), change: share(now.p50Ms, before.p50Ms), because: most(now, 'route') },
  ];
}

const day = 86_400_000;

/** The runs of the last day beside those of the day before, of counts of both days together. */
export function movedRuns({ bins }: RunCounts): Moved[] {
  const begin = Date.parse(bins[0]?.from ?? '') + day;
  const add = (late: boolean, of: (bin: RunCounts['bins'][number]) => number) => bins.filter(({ from }) => Date.parse(from) >= begin === late).reduce((all, bin) => all + of(bin), 0);
  const [now, before] = [add(true, ({ total }) => total), add(false, ({ total }) => total)];
  const [bad, underWay] = [add(true, (bin) => bin.failed), add(true, ({ running }) => running)];
  const parts = [bad === 0 ? undefined : `${count(bad)} failed`, underWay === 0 ? undefined : `${count(underWay)} under way`].filter((part) => part !== undefined);
  return [{ name: 'runs', now: count(now), before: count(before), change: change(now, before), because: now === 0 ? '' : parts.length === 0 ? 'none failed' : parts.join(', ') }];
}
