import type { ReactNode } from 'react';
import type { Timeline } from '@/api/schema';
import { bins, latencyMarks, type Axis } from './model';

/** A lane: its name on the left (above, on a phone), its drawing on the right. */
export function Lane({ name, note, tags, className = '', children }: { name: string; note?: string; tags?: ReactNode; className?: string; children: ReactNode }) {
  return (
    <div className={`lane ${className}`}>
      <div className="l" title={name}>
        <span>{name}</span>
        {tags}
        {note === undefined || note === '' ? null : <small>{note}</small>}
      </div>
      <div className="p">{children}</div>
    </div>
  );
}

/** Counts per bin, what failed red at the foot. */
export function Bars({ ok, failed, timeline, axis }: { ok: readonly number[]; failed: readonly number[]; timeline: Timeline; axis: Axis }) {
  return (
    <svg viewBox="0 0 1000 22" preserveAspectRatio="none" aria-hidden="true">
      {bins(ok, failed, timeline, axis).map((bin) => (
        <g key={bin.x}>
          <rect x={bin.x * 1000} y={22 - (bin.ok + bin.failed) * 18.5} width={bin.width * 800} height={bin.ok * 18.5} fill="var(--mark)" />
          <rect x={bin.x * 1000} y={22 - bin.failed * 18.5} width={bin.width * 800} height={bin.failed * 18.5} fill="var(--mark-fail)" />
        </g>
      ))}
    </svg>
  );
}

/** Medians as a line, p95 as ticks above it. */
export function LatencyMarks({ timeline, axis }: { timeline: Timeline; axis: Axis }) {
  const { line, ticks } = latencyMarks(timeline, axis);
  return (
    <svg viewBox="0 0 1000 22" preserveAspectRatio="none" fill="none" aria-hidden="true">
      {ticks.map((tick) => (
        <path key={tick.x} d={`M${tick.x} ${tick.low}V${tick.high}`} stroke="var(--road-ahead)" strokeWidth="3" vectorEffect="non-scaling-stroke" />
      ))}
      <path d={line} stroke="var(--mark)" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
