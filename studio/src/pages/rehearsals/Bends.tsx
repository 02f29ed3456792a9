import type { RehearsalReport } from '@/api/schema';
import { duration } from '@/format/duration';
import { count, plural } from '@/format/text';

interface Way {
  name: string;
  note: string;
  calls: number;
  refused: boolean;
}

/** What bends where: the calls as a line to the provider that is away, and from there to those that answered; a list for who sees no picture. */
export function Bends({ report }: { report: RehearsalReport }) {
  const all: Way[] = [
    ...report.bends.map((one) => ({ name: one.offer, note: `${plural(one.calls, 'call')}${one.route === undefined ? '' : ` of ${one.route}`}, p50 ${duration(one.p50Ms)}`, calls: one.calls, refused: false })),
    ...report.failures.map((one) => ({ name: one.code, note: `${plural(one.calls, 'call')}${one.route === undefined ? '' : ` of ${one.route}`}`, calls: one.calls, refused: true })),
  ];
  // Those that were not answered are not left out.
  const lost = all.filter(({ refused }) => refused).slice(0, 3);
  const ways = [...all.filter(({ refused }) => !refused).slice(0, 6 - lost.length), ...lost];
  const most = Math.max(1, ...ways.map(({ calls }) => calls));
  const height = 72 + ways.length * 46;
  return (
    <section className="bends" aria-label="What bends where">
      <div className="cap">
        <h2>What bends where</h2>
        <span className="soft small">width: calls</span>
      </div>
      {ways.length === 0 ? <p className="soft pad">No call of it was sent elsewhere or refused yet.</p> : null}
      <svg viewBox={`0 0 840 ${height}`} aria-hidden="true">
        <text x="0" y="22" className="strong">
          {plural(report.asked, 'call')}
        </text>
        <line x1="0" y1="40" x2="250" y2="40" stroke="var(--road)" strokeWidth="6" />
        <line x1="250" y1="40" x2="520" y2="40" stroke="var(--road-ahead)" strokeWidth="2" strokeDasharray="3 4" />
        <circle cx="526" cy="40" r="6" fill="var(--mark-fail)" />
        <text x="546" y="36" className="strong">
          {report.rehearsal.provider}
        </text>
        <text x="546" y="52" className="soft">
          taken away; {count(report.tried)} tried it
        </text>
        {ways.map((way, at) => {
          const y = 92 + at * 46;
          const colour = way.refused ? 'var(--mark-fail)' : 'var(--accent)';
          return (
            <g key={`${way.name} ${way.note}`}>
              <path d={`M250 40 C 330 40 310 ${y} 400 ${y} H 520`} fill="none" stroke={colour} strokeWidth={1.5 + (way.calls / most) * 5} />
              <circle cx="526" cy={y} r="5" fill={way.refused ? 'var(--mark-fail)' : 'var(--road)'} />
              <text x="546" y={y - 3} className="strong">
                {way.name}
              </text>
              <text x="546" y={y + 13} className="soft">
                {way.note}
              </text>
            </g>
          );
        })}
        <circle cx="250" cy="40" r="7" fill="var(--surface)" stroke="var(--accent)" strokeWidth="3" />
      </svg>
      <ul className="went">
        {all.map((way) => (
          <li key={`${way.name} ${way.note}`} className={way.refused ? 'not' : ''}>
            <b>{way.name}</b> <span className="soft">{way.note}</span>
          </li>
        ))}
      </ul>
      {all.length > ways.length ? <p className="soft more">and {all.length - ways.length} more</p> : null}
    </section>
  );
}
