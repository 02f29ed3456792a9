import type { ReplayResult } from '@/api/schema';
import { latency } from '@/format/duration';
import { money } from '@/format/money';
import { count } from '@/format/text';

/** A line of a replay's figures: as recorded, replayed, and what lies between. */
export interface Figure {
  name: string;
  estimated: boolean;
  before: string;
  after: string;
  difference: string;
  /** Whether it got worse. */
  bad: boolean;
  /** Whether nothing changes. */
  zero: boolean;
}

/** Cost, latency, failures and who is refused; what nobody knows stands as a dash. */
export function figures(of: ReplayResult): Figure[] {
  const { latency: ms, failures } = of;
  return [
    ...of.costs.map(({ paid, expected }) => figure(`cost, ${paid.currency}`, true, Number(paid.amount), Number(expected.amount), (value) => money(String(value)))),
    figure('p50', true, ms.p50BeforeMs, ms.p50Ms, latency),
    figure('p95', true, ms.p95BeforeMs, ms.p95Ms, latency),
    figure('first attempts that fail', true, failures.before, failures.expected, share),
    figure('refused on this side only', false, of.served, of.unserved, count),
  ];
}

function figure(name: string, estimated: boolean, before: number | undefined, after: number | undefined, words: (value: number) => string): Figure {
  const known = before !== undefined && after !== undefined;
  const gap = known ? after - before : 0;
  const zero = Math.abs(gap) < 1e-9;
  const difference = known ? (zero ? '0' : `${gap > 0 ? '+' : '−'}${words(Math.abs(gap))}`) : 'not known';
  return { name, estimated, before: told(before, words), after: told(after, words), difference, bad: gap > 0 && !zero && name === 'refused on this side only', zero };
}

function told(value: number | undefined, words: (value: number) => string): string {
  return value === undefined ? '–' : words(value);
}

function share(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
