import { brief, money } from '@/format/money';
import { measured, nothing, stack, tallest, type Group, type Measure } from './sums';

/** What was used on each day, one bar of groups on each other; the table below is its legend. */
export function Days({ all, days, measure, chosen }: { all: readonly Group[]; days: readonly string[]; measure: Measure; chosen: string | undefined }) {
  const most = tallest(all, days, measure);
  const words = (value: number) => (measure === 'cost' ? money(String(value)) : brief(value));
  const label = (at: number) => new Date(`${days[at] ?? ''}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const total = (day: string) => all.reduce((sum, group) => sum + measured(group.days.get(day) ?? nothing, measure), 0);
  return (
    <div className="days" role="img" aria-label={`${days.length} days, on the highest ${words(most)}; the table below has the figures`}>
      <div className="plot">
        <span className="top-line">{most === 0 ? '' : words(most)}</span>
        {days.map((day) => (
          <span key={day} className="day" title={`${day}: ${words(total(day))}`}>
            {stack(all, day, measure, most).map((part) => (
              <i key={part.name} style={{ height: `${part.percent}%`, background: part.name === chosen ? 'var(--mark-live)' : `var(--series-${part.series})` }} />
            ))}
          </span>
        ))}
      </div>
      <p className="ticks">
        <span>{label(0)}</span>
        {days.length > 4 ? <span>{label(Math.floor(days.length / 2))}</span> : null}
        {days.length > 1 ? <span>{label(days.length - 1)}</span> : null}
      </p>
    </div>
  );
}
