import { useId } from 'react';
import type { ProviderDetail } from '@/api/schema';
import { latency } from '@/format/duration';
import { clock } from '@/format/time';
import { count } from '@/format/text';
import { breakerWords } from '@/format/words';
import { breakerSpans, faultSpans, latencyPath, stacks } from './chart';

const width = 372;
const stateMarks: Record<string, string> = { open: 'var(--mark-fail)', half_open: 'var(--mark-wait)' };

/** The last minute, a bin a second: attempts, latency, breaker over one axis, injected outages striped. */
export function Charts({ detail }: { detail: ProviderDetail }) {
  const from = Date.parse(detail.seconds[0]?.at ?? '');
  const to = Date.parse(detail.seconds.at(-1)?.at ?? '') + 1000;
  const faults = faultSpans(detail, from, to);
  const step = width / Math.max(1, detail.seconds.length);
  const ok = detail.seconds.reduce((n, s) => n + s.ok, 0);
  const failed = detail.seconds.reduce((n, s) => n + s.failed, 0);
  return (
    <>
      <h3>
        <span>Last {detail.seconds.length} s</span>
        {faults.length === 0 ? null : <span>striped: outage, injected</span>}
      </h3>
      <div className="chart">
        <Frame height={56} faults={faults}>
          {stacks(detail.seconds).map((stack) => (
            <g key={stack.at}>
              <rect x={stack.at * step} y={56 - (stack.ok + stack.failed) * 34} width={step * 0.8} height={stack.ok * 34} fill="var(--mark)" />
              <rect x={stack.at * step} y={56 - stack.failed * 34} width={step * 0.8} height={stack.failed * 34} fill="var(--mark-fail)" />
            </g>
          ))}
        </Frame>
        <span>attempts</span>
        <span className="r">
          {count(failed)} failed of {count(ok + failed)}
        </span>
      </div>
      <div className="chart">
        <Frame height={40} faults={faults}>
          <path d={latencyPath(detail.seconds, { width, top: 14, bottom: 36 })} stroke="var(--mark)" strokeWidth="1.5" />
        </Frame>
        <span>latency</span>
        <span className="r">{detail.p50Ms === undefined ? 'none measured' : `p50 ${latency(detail.p50Ms)}`}</span>
      </div>
      <div className="chart">
        <Frame height={28} faults={[]}>
          {breakerSpans(detail, from, to).map((span) => (
            <path key={span.from} d={`M${span.from * width} 20H${span.to * width}`} stroke={stateMarks[span.state] ?? 'var(--mark)'} strokeWidth="2" />
          ))}
        </Frame>
        <span>breaker</span>
        <span className="r">{breakerWords(detail.breaker)}</span>
      </div>
      <div className="axis-line">
        <span>{clock(from)}</span>
        <span>{clock(from + (to - from) / 3)}</span>
        <span>{clock(from + ((to - from) * 2) / 3)}</span>
        <span>now</span>
      </div>
    </>
  );
}

function Frame({ height, faults, children }: { height: number; faults: { from: number; to: number }[]; children: React.ReactNode }) {
  const hatch = useId();
  return (
    <svg height={height} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" fill="none" aria-hidden="true">
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V5" stroke="var(--hatch)" strokeWidth="2" />
        </pattern>
      </defs>
      {faults.map((fault) => (
        <rect key={fault.from} x={fault.from * width} y="0" width={(fault.to - fault.from) * width} height={height} fill={`url(#${hatch})`} />
      ))}
      {children}
    </svg>
  );
}
