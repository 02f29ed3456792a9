import { flatX, stages, type Standing } from './stages';

/** The road in one line of a list: twelve points, a failover bends up from the attempt, a stop ends the line. */
export function RoadFlat({ standings, failedOver }: { standings: readonly Standing[]; failedOver: boolean }) {
  const attempt = flatX(stages.indexOf('attempt'));
  const stopped = standings.indexOf('stopped');
  const end = stopped < 0 ? 84 : flatX(stopped);
  return (
    <svg className="mini" width="84" height="12" viewBox="0 0 84 12" aria-hidden="true">
      {stopped < 0 ? null : <path d={`M${end} 8H84`} stroke="var(--road-ahead)" strokeWidth="1.5" />}
      <path d={`M0 8H${end}`} stroke="var(--road)" strokeWidth="1.5" />
      {standings.map((standing, at) => (
        <Point key={stages[at]} standing={standing} x={flatX(at)} />
      ))}
      {failedOver ? (
        <>
          <path d={`M${attempt - 5} 8c2 0 3-5.5 5-5.5S${attempt + 3} 8 ${attempt + 5} 8`} fill="none" stroke="var(--mark-fail)" strokeWidth="1.5" />
          <circle cx={attempt} cy="2.5" r="2" fill="var(--mark-fail)" />
        </>
      ) : null}
    </svg>
  );
}

function Point({ standing, x }: { standing: Standing; x: number }) {
  if (standing === 'idle' || standing === 'ahead') return <path d={`M${x} 6v4`} stroke="var(--road-ahead)" strokeWidth="1.5" />;
  if (standing === 'stopped') return <circle cx={x} cy="8" r="2.4" fill="var(--mark-fail)" />;
  return <circle cx={x} cy="8" r="1.7" fill="var(--road)" />;
}
