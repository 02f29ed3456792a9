import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asFailure } from '@/api/failure';
import { decisionQuery } from '@/api/queries';
import type { Decision } from '@/api/schema';
import { Sk } from '@/design/Place';
import { Asked } from '../Asked';

const tries = 6;
const pause = 1_000;

/** The decision of a step. The step names it a moment before it can be read, so one that is not there is asked for again. */
export function useDecision(id: string) {
  return useQuery({ ...decisionQuery(id), retry: (failed, error) => asFailure(error).status === 404 && failed < tries, retryDelay: pause });
}

/** What is told of the decision of a step, as soon as there is one. */
export function Decided({ id, children }: { id: string; children: (decision: Decision) => ReactNode }) {
  const query = useDecision(id);
  const loading = query.failureCount === 0 ? <Sk width={240} /> : <p className="soft">Looking for the decision: it is written a moment after the call.</p>;
  return (
    <Asked query={query} loading={loading}>
      {children}
    </Asked>
  );
}
