import { cost } from '@/format/duration';
import type { Standing } from './stages';

export interface ShortStage {
  name: string;
  ms: number | null;
  standing: Standing;
  verdict: string;
}

/** The road in a panel: 24 px rows, the verdict on the right, no evidence. */
export function RoadShort({ stages, label = 'The road of this call' }: { stages: ShortStage[]; label?: string }) {
  return (
    <ol className="road-short" aria-label={label}>
      {stages.map((stage) => (
        <li key={stage.name} className={stage.standing}>
          <span className="t">{stage.ms === null ? '' : cost(stage.ms)}</span>
          <span className="ln" />
          <span className="s">
            <b>{stage.name}</b>
            <span title={stage.verdict}>{stage.verdict}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
