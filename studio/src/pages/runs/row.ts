import type { RunSummary } from '@/api/schema';
import type { Part } from '@/design/Marks';
import { duration } from '@/format/duration';
import { percent, queueAndRun } from '@/format/scale';

const progressKind: Partial<Record<RunSummary['state'], Part['kind']>> = { running: 'live', waiting: 'hold', failed: 'fail' };
const runKind: Partial<Record<RunSummary['state'], Part['kind']>> = { running: 'live', waiting: 'hold' };

/** A bar stands only where a thing is unfinished. */
export function progressParts(run: RunSummary): Part[] | undefined {
  if (run.state === 'succeeded') return undefined;
  return [{ kind: progressKind[run.state] ?? 'done', percent: percent(run.progress.done, run.progress.total) }];
}

export function timeParts(run: RunSummary): { parts: Part[]; label: string } {
  const { queue, run: ran } = queueAndRun(run.queuedMs, run.durationMs);
  return {
    parts: [
      { kind: 'queue', percent: queue },
      { kind: runKind[run.state] ?? 'done', percent: ran },
    ],
    label: `queued ${duration(run.queuedMs)}, ran ${duration(run.durationMs)}`,
  };
}

/** What stands soft behind the name: why it is not carried on, who paused it, code and step of a failure, else the reason in words. */
export function why(run: RunSummary): string | undefined {
  const { reason, stalled, paused } = run;
  if (stalled !== undefined) return stalled.message;
  if (paused !== undefined) return `paused by ${paused.by}`;
  if (reason === undefined) return undefined;
  if (run.state !== 'failed') return reason.message;
  return reason.step === undefined ? reason.code : `${reason.code} at ${reason.step}`;
}

/** `cli demo`; the door alone where both are one word. */
export function starter(run: RunSummary): string {
  const { door, name } = run.startedBy;
  return name === '' || name === door ? door : `${door} ${name}`;
}
