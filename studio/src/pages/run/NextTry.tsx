import type { StepInstance } from '@/api/schema';
import { clock } from '@/format/time';

/** What a step waits for before its call is made again, and until when at the latest. */
export function NextTry({ step }: { step: Pick<StepInstance, 'attempts' | 'nextTryAt' | 'givesUpAt' | 'failure'> }) {
  if (step.nextTryAt === undefined) return null;
  return (
    <p className="reason" role="status">
      Try {step.attempts + 1} at {clock(step.nextTryAt)}
      {step.givesUpAt === undefined ? '' : `, until ${clock(step.givesUpAt)} at the latest`}
      {step.failure === undefined ? '' : `: ${step.failure.message}`}
    </p>
  );
}
