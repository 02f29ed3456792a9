import type { UsagePage } from '@/api/schema';
import { measured, moment, sumOf, type Measure } from './sums';

/** What was used in a time without its days, and in as much time before it. */
export interface Totals {
  now: UsagePage;
  before: UsagePage;
}

/** What stands in a row beside what its group used. */
export interface Beside {
  /** Median of the attempts that succeeded, in milliseconds. */
  p50Ms: number | undefined;
  attempts: number;
  failed: number;
  /** As a part of what was used before, or that there was nothing; absent where that is not kept. */
  change: number | 'new' | undefined;
}

/** The time before the one that an address asks for, as long as it. */
export function spanBefore({ from, to }: { from?: string | undefined; to?: string | undefined }, now: number, usual: number): { from: string; to: string } {
  const end = moment(to, now, now);
  const begin = moment(from, now, end - usual);
  return { from: new Date(begin - Math.max(end - begin, 1)).toISOString(), to: new Date(begin).toISOString() };
}

/** How much more was used than before. */
export function change(used: number, before: number): number | 'new' | undefined {
  if (before === 0) return used === 0 ? undefined : 'new';
  return (used - before) / before;
}

/** By the name of their group, those charged in one currency. */
export function besides({ now, before }: Totals, by: string, currency: string, measure: Measure): Map<string, Beside> {
  const own = ({ items }: UsagePage) => items.filter((figure) => figure.currency === currency);
  const then = new Map(own(before).map((figure) => [figure.group[by] ?? '', measured(sumOf(figure), measure)]));
  return new Map(
    own(now).map((figure) => {
      const name = figure.group[by] ?? '';
      const known = before.keptSince === undefined;
      return [name, { p50Ms: figure.p50Ms, attempts: figure.attempts, failed: figure.failed, change: known ? change(measured(sumOf(figure), measure), then.get(name) ?? 0) : undefined }];
    }),
  );
}

/** All groups of one currency together; a median of medians is none. */
export function together({ now, before }: Totals, currency: string, measure: Measure): Beside {
  const sum = (page: UsagePage, of: (figure: UsagePage['items'][number]) => number) => page.items.reduce((all, figure) => all + (figure.currency === currency ? of(figure) : 0), 0);
  const used = (page: UsagePage) => sum(page, (figure) => measured(sumOf(figure), measure));
  return { p50Ms: undefined, attempts: sum(now, ({ attempts }) => attempts), failed: sum(now, ({ failed }) => failed), change: before.keptSince === undefined ? change(used(now), used(before)) : undefined };
}

/** `0.21 %`, `3 %`, `0`; absent where nothing was tried. */
export function failedWords({ attempts, failed }: Pick<Beside, 'attempts' | 'failed'>): string | undefined {
  if (attempts === 0) return undefined;
  if (failed === 0) return '0';
  const percent = (failed / attempts) * 100;
  return percent < 0.01 ? '< 0.01 %' : `${Number(percent.toPrecision(2))} %`;
}

/** `+31 %`, `−2 %`, `0 %`, `12 times`, `new`. */
export function changeWords(of: number | 'new' | undefined): string | undefined {
  if (of === undefined || of === 'new') return of;
  if (of >= 9.995) return `${Math.round(of + 1)} times`;
  const percent = Math.round(of * 100);
  return percent === 0 ? '0 %' : `${percent < 0 ? '−' : '+'}${Math.abs(percent)} %`;
}
