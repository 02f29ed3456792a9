import type { RehearsalReport } from '@/api/schema';
import { lanesOf } from './result';

const lane = 26;

/** The calls by when they began, on lanes, with the time in which the provider was away. */
export function Lanes({ report }: { report: RehearsalReport }) {
  const { lanes, from, to, ticks } = lanesOf(report);
  const height = lanes.length * lane;
  return (
    <section className="offer-lanes" aria-label="Timeline">
      <div className="cap">
        <h2>Timeline</h2>
        <span className="soft small">
          calls by when they began, {report.binSeconds === 1 ? 'a second' : `${report.binSeconds} s`} a bar; in red those that failed
        </span>
      </div>
      <div className="both">
        <ul>
          {lanes.map(({ name, note }) => (
            <li key={name}>
              {name} {note === undefined ? null : <small className="soft">{note}</small>}
            </li>
          ))}
        </ul>
        <div>
          <svg viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none" role="img" aria-label={`${report.answered} answered, ${report.tried} failed at ${report.rehearsal.provider} first, ${report.refused + report.failed} not answered`}>
            <rect x={from} y="0" width={Math.max(0, to - from)} height={height} fill="var(--surface-sunk)" />
            {lanes.map(({ name, bars }, at) => (
              <g key={name}>
                <line x1="0" y1={(at + 1) * lane - 0.5} x2="1000" y2={(at + 1) * lane - 0.5} stroke="var(--line)" />
                {bars.map((bar) => (
                  <rect key={`${bar.x} ${String(bar.failed)}`} x={bar.x} y={(at + 1) * lane - 1 - bar.height * (lane - 6)} width={bar.width} height={bar.height * (lane - 6)} fill={bar.failed ? 'var(--mark-fail)' : 'var(--mark)'} />
                ))}
              </g>
            ))}
            <line x1={from} y1="0" x2={from} y2={height} stroke="var(--mark-fail)" strokeWidth="1" />
            <line x1={to} y1="0" x2={to} y2={height} stroke="var(--mark-fail)" strokeWidth="1" />
          </svg>
          <p className="axis">
            {ticks.map(([x, words]) => (
              <span key={words} style={{ left: `${x / 10}%` }}>
                {words}
              </span>
            ))}
          </p>
        </div>
      </div>
    </section>
  );
}
