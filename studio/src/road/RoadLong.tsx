import type { ReactNode } from 'react';
import { cost } from '@/format/duration';
import type { Standing } from './stages';

export interface LongStage {
  name: string;
  ms: number | null;
  standing: Standing;
  verdict: ReactNode;
  reason: ReactNode;
  /** Evidence that opens under the stage. */
  more?: ReactNode;
  /** Rows of their own on the line, after the stage. */
  after?: ReactNode;
}

/** The road in explain: a timetable of twelve rows, evidence under its stage. */
export function RoadLong({ stages }: { stages: LongStage[] }) {
  return (
    <ol className="road-long" aria-label="The road of this call">
      {stages.map((stage) => (
        <Stage key={stage.name} stage={stage} />
      ))}
    </ol>
  );
}

function Stage({ stage }: { stage: LongStage }) {
  const wide = stage.more === undefined || stage.more === null ? '' : ' wide';
  return (
    <>
      <li className={`stage ${stage.standing}${wide}`}>
        <span className="t">
          <Cost ms={stage.ms} />
        </span>
        <span className="ln" />
        <h2>{stage.name}</h2>
        <span className="v">{stage.verdict}</span>
        <p className="r">{stage.reason}</p>
        {wide === '' ? null : <div className="more">{stage.more}</div>}
      </li>
      {stage.after}
    </>
  );
}

/** Milliseconds in text colour, microseconds soft. */
function Cost({ ms }: { ms: number | null }) {
  if (ms === null) return null;
  return ms >= 1 ? <b>{cost(ms)}</b> : <>{cost(ms)}</>;
}
