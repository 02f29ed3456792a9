import type { Moment } from '@/api/schema';
import { latencyPath } from './chart';

const width = 90;

/** Half an hour in a cell: the latency as a line, success as a strip. */
export function Spark({ history }: { history: readonly Moment[] }) {
  const step = width / Math.max(1, history.length);
  const failed = history.filter((moment) => moment.failed > 0).length;
  return (
    <svg className="spark" width={width} height="22" viewBox={`0 0 ${width} 22`} fill="none" role="img" aria-label={failed === 0 ? 'No failure in the last 30 minutes' : `Failures in ${failed} of the last 30 minutes`}>
      {history.map((moment, at) => (
        <rect key={moment.at} x={at * step} y={moment.ok + moment.failed === 0 ? 20 : 18} width={step * 0.8} height={moment.ok + moment.failed === 0 ? 2 : 4} fill={moment.failed > 0 ? 'var(--mark-fail)' : 'var(--mark-soft)'} />
      ))}
      <path d={latencyPath(history, { width, top: 2, bottom: 15 })} stroke="var(--mark)" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}
