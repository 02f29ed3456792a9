import { queryOptions } from '@tanstack/react-query';
import { asFailure } from '@/api/failure';
import { decisionQuery } from '@/api/queries';
import type { Answer } from './answer';

/** The decision of an answer that has ended. It is written a moment after the answer, so it is asked for again until it is there. */
export function writtenQuery({ state, decision }: Pick<Answer, 'state' | 'decision'>) {
  const { retry, retryDelay, ...known } = { ...decisionQuery(decision ?? ''), retry: (tries: number, error: Error) => tries < 20 && asFailure(error).status === 404, retryDelay: 400 };
  return queryOptions({ ...known, retry, retryDelay, enabled: decision !== undefined && state !== 'asked' && state !== 'streaming' });
}
