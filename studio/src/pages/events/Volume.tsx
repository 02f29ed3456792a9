import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { deliveryCountsQuery } from '@/api/webhooks';
import type { DeliveryCounts } from '@/api/schema';
import { count } from '@/format/text';
import { Bars } from '@/table/Bars';
import { asked, without, type Search } from '@/table/query';
import { eventKeys } from './keys';

/** How many deliveries came, by what they turned out to be, each a filter, and by time. */
export function Volume({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  const query = asked(search, eventKeys, ['open', 'form', 'state', 'cursor']);
  const counts = useQuery(deliveryCountsQuery(query)).data;
  const volume = counts === undefined ? undefined : { binMs: counts.binMs, bins: counts.bins.map(({ from, total, refused }) => ({ from, total, failed: refused, running: 0 })) };
  return (
    <section className="volume" aria-label="Volume">
      <Figures counts={counts} search={search} />
      <Bars volume={volume} what="Deliveries" failed="refused" endsNow={query.until === undefined} onSpan={(since, until) => onChange({ ...search, since, until })} />
    </section>
  );
}

function Figures({ counts, search }: { counts: DeliveryCounts | undefined; search: Search }) {
  const plain = without(search, 'state', 'cursor');
  const state = (name: string) => <Figure figure={counts?.byState[name]} word={name} search={{ ...plain, state: name }} on={search.state === name} />;
  return (
    <div className="counts of-deliveries">
      <Figure figure={counts?.total} word="all" search={plain} on={search.state === undefined} />
      {state('verified')}
      <Again figure={counts?.repeats} />
      {state('unrecognised')}
      {state('refused')}
    </div>
  );
}

function Figure({ figure, word, search, on }: { figure: number | undefined; word: string; search: Search; on: boolean }) {
  return (
    <Link to="/events" search={search} className={on ? 'on' : ''} {...(on ? { 'aria-current': 'true' as const } : {})}>
      <Number figure={figure} />
      <small>{word}</small>
    </Link>
  );
}

/** What came again has no row of its own, so that it filters nothing. */
function Again({ figure }: { figure: number | undefined }) {
  return (
    <span title="Answered, and raised no event again">
      <Number figure={figure} />
      <small>seen before</small>
    </span>
  );
}

function Number({ figure }: { figure: number | undefined }) {
  return <b className={figure === 0 ? 'zero' : undefined}>{figure === undefined ? '–' : count(figure)}</b>;
}
