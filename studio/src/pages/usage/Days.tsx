import { Link } from '@tanstack/react-router';
import { useNow } from '@/design/now';
import { brief, money } from '@/format/money';
import type { Search } from '@/table/query';
import { gridOf, namesOf } from './axis';
import { unusualWords, type Ahead, type Unusual } from './outlook';
import { measured, nothing, stack, tallest, type Group, type Measure } from './sums';

interface Shown {
  all: readonly Group[];
  days: readonly string[];
  ahead: readonly Ahead[];
  unusual: { day: Unusual; search: Search } | undefined;
  measure: Measure;
  chosen: string | undefined;
}

/** What was used on each day, one bar of groups on each other, and what is expected of days to come; the table below is its legend. */
export function Days({ all, days, ahead, unusual, measure, chosen }: Shown) {
  const used = (day: string) => all.reduce((sum, group) => sum + measured(group.days.get(day) ?? nothing, measure), 0);
  const more = new Map(ahead.map((one) => [one.day, one.more]));
  const drawn = [...new Set([...days, ...more.keys()])];
  const most = Math.max(tallest(all, days, measure), ...ahead.map((one) => used(one.day) + one.more));
  const words = (value: number) => (measure === 'cost' ? money(String(value)) : brief(Math.round(value)));
  const today = new Date(useNow()).toISOString().slice(0, 10);
  const names = namesOf(drawn, today);
  if (most === 0) return <p className="note soft">{measure === 'cost' ? 'Nothing was charged on these days.' : 'No tokens were used on these days.'}</p>;
  const marked = drawn.indexOf(unusual?.day.day ?? '');
  return (
    <div className="days">
      {unusual === undefined || marked < 0 ? null : (
        <p className="stands-out">
          <Link to="/usage" search={unusual.search} style={marked * 2 < drawn.length ? { left: `${(marked / drawn.length) * 100}%` } : { right: `${(1 - (marked + 1) / drawn.length) * 100}%` }}>
            {unusual.day.name === '' ? 'none' : unusual.day.name}, {unusualWords(unusual.day)}
          </Link>
        </p>
      )}
      <div className="plot" role="img" aria-label={`${days.length} days, on the highest ${words(most)}${ahead.length === 0 ? '' : `, and what is expected to ${drawn.at(-1) ?? ''}`}; the table below has the figures`}>
        {gridOf(most, measure === 'cost' ? 0 : 1).map((value) => (
          <span key={value} className="at" style={{ bottom: `${(value / most) * 100}%` }}>
            <span>{measure === 'cost' ? money(String(value)) : brief(value)}</span>
          </span>
        ))}
        {drawn.map((day) => (
          <span key={day} className={`day ${day === unusual?.day.day ? 'marked' : ''} ${day === today && ahead.length > 0 ? 'now' : ''}`} title={`${day}: ${used(day) === 0 && more.has(day) ? '' : words(used(day))}${more.has(day) ? ` about ${words(used(day) + (more.get(day) ?? 0))} expected` : ''}`}>
            {stack(all, day, measure, most).map((part) => (
              <i key={part.name} style={{ height: `${part.percent}%`, background: part.name === chosen ? 'var(--mark-live)' : `var(--series-${part.series})` }} />
            ))}
            {(more.get(day) ?? 0) === 0 ? null : <u style={{ height: `${((more.get(day) ?? 0) / most) * 100}%` }} />}
            {names.has(day) ? <span className={day === drawn[0] ? 'tick first' : 'tick'}>{names.get(day)}</span> : null}
          </span>
        ))}
      </div>
    </div>
  );
}
