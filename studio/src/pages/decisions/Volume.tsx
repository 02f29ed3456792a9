import type { DecisionVolume } from '@/api/schema';
import { duration } from '@/format/duration';
import { exactly, money } from '@/format/money';
import { count } from '@/format/text';
import { Bars } from '@/table/Bars';
import type { Search } from '@/table/query';

/** How many calls are meant, of how many, what they cost and how long they took; and when they were. */
export function Volume({ of, filters, onSpan }: { of: DecisionVolume | undefined; filters: Search; onSpan: (since: string, until: string) => void }) {
  const volume = of === undefined ? undefined : { binMs: of.binMs, bins: of.bins.map(({ from, total, failed }) => ({ from, total, failed, running: 0 })) };
  const span = filters.since ?? '24h';
  return (
    <section className="volume" aria-label="Volume">
      <dl className="counts of-calls">
        <Figure value={of === undefined ? undefined : count(of.found)} word={of?.texts === false ? 'found in what is told' : 'found'} hover={of?.texts === false ? 'What callers asked is searched in the list alone.' : undefined} />
        <Figure value={of === undefined ? undefined : `${count(of.total)}${of.whole ? '' : '+'}`} word={of?.whole === false ? 'newest looked at' : /^\d+[smhd]$/.test(span) ? `of ${span}` : 'of that time'} />
        <Figure value={of === undefined ? undefined : money(of.cost?.amount ?? '0')} word={of?.cost?.currency ?? 'cost'} hover={of?.cost === undefined ? undefined : `${exactly(of.cost)}, list price`} />
        <Figure value={of?.p50Ms === undefined ? undefined : duration(of.p50Ms)} word="p50" />
      </dl>
      <Bars volume={volume} what="Calls" failed="refused or failed" endsNow={filters.until === undefined} onSpan={onSpan} />
    </section>
  );
}

function Figure({ value, word, hover }: { value: string | undefined; word: string; hover?: string | undefined }) {
  return (
    <div title={hover}>
      <dt className="soft small">{word}</dt>
      <dd>
        <b className={value === '0' ? 'zero' : undefined}>{value ?? '–'}</b>
      </dd>
    </div>
  );
}
