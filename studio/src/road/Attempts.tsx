import type { ReactNode } from 'react';
import { duration } from '@/format/duration';
import { attemptAxis } from './axis';

export interface Try {
  key: string;
  name: string;
  /** Answered, failed, or ended because another one beside it was faster. */
  ended: 'answered' | 'failed' | 'outrun';
  fromMs: number;
  toMs: number | null;
  result: ReactNode;
}

/** The attempts as a fork: a failed one leaves the line to the right with a cross, one that was outrun with a slash, and comes back at the next. */
export function Attempts({ tries, reached }: { tries: Try[]; reached: boolean }) {
  const axis = attemptAxis(Math.max(...tries.map((t) => t.toMs ?? t.fromMs)));
  return (
    <>
      {tries.map((attempt, at) => (
        <Row key={attempt.key} attempt={attempt} rank={at + 1} after={at > 0 && tries[at - 1]?.ended !== 'answered'} last={at === tries.length - 1} end={axis.end} />
      ))}
      <li className={reached ? 'try' : 'try cut'}>
        <span className="ln" />
        <div className="ax" aria-hidden="true">
          {axis.ticks.map((ms, at) => (
            <span key={ms} className={at % 2 === 1 ? 'opt' : undefined} style={{ left: `${(ms / axis.end) * 100}%` }}>
              {ms === 0 ? '0' : axisLabel(ms)}
            </span>
          ))}
        </div>
      </li>
    </>
  );
}

function Row({ attempt, rank, after, last, end }: { attempt: Try; rank: number; after: boolean; last: boolean; end: number }) {
  const off = attempt.ended !== 'answered';
  const classes = ['try', off ? 'off' : '', attempt.ended === 'failed' ? 'failed' : '', after ? 'next' : '', rank === 1 ? 'first' : '', last ? 'last' : ''];
  const to = attempt.toMs ?? end;
  return (
    <li className={classes.filter(Boolean).join(' ')}>
      <span className="ln">
        <Fork ended={attempt.ended} after={after} />
      </span>
      <div className="cell nm" title={attempt.name}>
        <span className="rank">{rank}</span>
        {attempt.name}
      </div>
      <div className="cell track" title={`${duration(to - attempt.fromMs)}, from ${duration(attempt.fromMs)}`}>
        <i style={{ left: `${(attempt.fromMs / end) * 100}%`, width: `${((to - attempt.fromMs) / end) * 100}%` }} />
      </div>
      <div className="cell res">{attempt.result}</div>
    </li>
  );
}

function Fork({ ended, after }: { ended: Try['ended']; after: boolean }) {
  return (
    <svg width="48" height="36" viewBox="0 0 48 36" fill="none" aria-hidden="true">
      {ended === 'answered' ? (
        <>
          {after ? <path d="M36 0C36 14 16 6 16 18" stroke="var(--road)" strokeWidth="2" /> : null}
          <circle cx="16" cy="18" r="4.5" fill="var(--road)" />
        </>
      ) : (
        <>
          <path d={after ? 'M36-8V14' : 'M16-8C16 8 36-2 36 14'} stroke="var(--road)" strokeWidth="2" />
          {ended === 'failed' ? (
            <>
              <circle cx="36" cy="18" r="8" fill="var(--mark-fail)" stroke="var(--surface)" strokeWidth="2" />
              <path d="m33 15 6 6m0-6-6 6" stroke="var(--surface)" strokeWidth="1.75" />
            </>
          ) : (
            <>
              <circle cx="36" cy="18" r="6.5" fill="var(--surface)" stroke="var(--state-cancelled)" strokeWidth="1.5" />
              <path d="m32 22 8-8" stroke="var(--state-cancelled)" strokeWidth="1.5" />
            </>
          )}
        </>
      )}
    </svg>
  );
}

function axisLabel(ms: number): string {
  return ms < 1 ? `${Math.round(ms * 1000)} µs` : ms < 1000 ? `${Number(ms.toFixed(1))} ms` : `${Number((ms / 1000).toFixed(1))} s`;
}
