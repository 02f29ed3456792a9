import type { ComparedCalls } from '@/api/schema';
import { money } from '@/format/money';
import { fork } from './staircase';

const width = 184;
const height = 116;

/** Two lines from one point: what the calls would have cost by each day, and what they did. */
export function Fork({ figures }: { figures: ComparedCalls }) {
  const { before, after, ends } = fork(figures.days, width, height);
  const { currency } = figures;
  const above = ends.after < ends.before;
  return (
    <figure className="fk">
      <svg width={width + 12} height={height + 16} viewBox={`-6 -10 ${width + 12} ${height + 16}`} fill="none" role="img" aria-label={`In the whole time the baseline would stand at ${money(figures.before)} ${currency}, settled are ${money(figures.after)} ${currency}`}>
        <polyline points={before} stroke="var(--road-ahead)" strokeWidth="2" strokeDasharray="4 3" />
        <polyline points={after} stroke="var(--road)" strokeWidth="2" />
        <path d={`M${width} ${ends.before}V${ends.after}`} stroke="var(--line-control)" />
        <circle cx="0" cy={height} r="4.5" fill="var(--road)" />
        <circle cx={width} cy={ends.before} r="3.5" fill="var(--surface)" stroke="var(--road-ahead)" strokeWidth="2" />
        <circle cx={width} cy={ends.after} r="4.5" fill="var(--road)" />
      </svg>
      <figcaption className="small">
        <span className={above ? 'low soft' : 'high soft'}>baseline {money(figures.before)}</span>
        <span className={above ? 'high' : 'low'}>settled {money(figures.after)}</span>
      </figcaption>
    </figure>
  );
}
