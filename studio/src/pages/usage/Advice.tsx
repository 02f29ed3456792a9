import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { recommendationsQuery } from '@/api/queries';
import type { Recommendation, Recommendations } from '@/api/schema';
import { useRef } from 'react';
import { Tag } from '@/design/Marks';
import { useSeen } from '@/design/seen';
import { Empty, Sk } from '@/design/Place';
import { money } from '@/format/money';
import { plural } from '@/format/text';
import { Asked } from '../Asked';
import { kindWords, savingWords, seenWords } from './advice';

/** What routes could do better, each with the figures that say so; it is asked for once it is looked at. */
export function Advice() {
  const place = useRef<HTMLElement>(null);
  const seen = useSeen(place);
  const query = useQuery({ ...recommendationsQuery, enabled: seen });
  return (
    <section className="advice" aria-label="Recommendations" ref={place}>
      <header className="cap">
        <h2>Recommendations</h2>
        {query.data === undefined ? null : <span className="soft">last {plural(query.data.days, 'day')}, routes as they are now</span>}
      </header>
      {seen ? <Asked query={query} loading={<Loading />}>
        {(found) => (found.items.length === 0 ? <Nothing found={found} /> : <Found items={found.items} />)}
      </Asked> : null}
    </section>
  );
}

function Loading() {
  return [240, 320].map((width) => (
    <p key={width} className="pad">
      <Sk width={width} />
    </p>
  ));
}

function Nothing({ found }: { found: Recommendations }) {
  return (
    <Empty title="Nothing to recommend" command="./auterity usage recommendations">
      Offers of a route are compared from {found.enough} answers each on, and {found.enoughScored} scores each where it is about what answers are worth. In the last {plural(found.days, 'day')} none of them stands out.
    </Empty>
  );
}

function Found({ items }: { items: readonly Recommendation[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={`${item.kind} ${item.route} ${item.capability ?? ''} ${item.offer ?? ''}`}>
          <p className="what">
            <b>{kindWords(item.kind)}</b>
            <Link to="/routes" search={{ open: item.route }}>
              {item.route}
            </Link>
          </p>
          <div className="why">
            <p>{item.finding}.</p>
            {item.evidence.map((seen) => (
              <p key={seen.offer} className="soft small">
                <code>{seen.offer}</code> {seenWords(seen)}
              </p>
            ))}
            <p className="small">
              To do: <Marked text={item.action} />.
            </p>
          </div>
          {item.saving === undefined ? null : (
            <p className="much" title={savingWords(item.saving)}>
              <b>
                {money(item.saving.perMonth)} {item.saving.currency}
              </b>{' '}
              <span className="soft small">less in 30 days</span> <Tag>list price</Tag>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A text whose parts between backticks are code. */
function Marked({ text }: { text: string }) {
  return text.split('`').map((part, at) => (at % 2 === 1 ? <code key={part}>{part}</code> : part));
}
