import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asFailure, isForbidden, kindOf } from '@/api/failure';
import { Icon } from '@/design/Icon';
import { Broken, Late, type Trouble } from '@/design/Place';
import { useConnection } from '@/live/useLine';

interface Props<T> {
  query: UseQueryResult<T>;
  loading: ReactNode;
  /** What stands where there is no such thing, given the usual words. */
  missing?: (broken: ReactNode) => ReactNode;
  children: (data: T) => ReactNode;
}

/** What a query brought: its data, else the shape of it while it loads, else what went wrong. Old data outlives an error. */
export function Asked<T>({ query, loading, missing, children }: Props<T>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError ? <Older error={query.error} /> : null}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) {
    const again = worthAnotherTry(query.error) ? () => void query.refetch() : undefined;
    const broken = <Broken trouble={trouble(query.error)} onRetry={again} acts={again === undefined ? <Back /> : undefined} />;
    return missing !== undefined && asFailure(query.error).status === 404 ? missing(broken) : broken;
  }
  return (
    <div role="group" aria-busy="true" aria-label="Loading">
      <Late>{loading}</Late>
    </div>
  );
}

/** The answer below is an older one, because the newest try was refused. A lost line has its own banner. */
function Older({ error }: { error: unknown }) {
  const { lostAt } = useConnection();
  const failure = asFailure(error);
  if (failure.status === 0 && lostAt !== undefined) return null;
  return (
    <p className="older" role="alert">
      <Icon name="degraded" />
      <b>{failure.title}</b> <span>These figures are older. {isForbidden(error) ? 'They are not asked for again.' : 'It is tried again.'}</span> <code>{failure.code}</code>
    </p>
  );
}

function Back() {
  return (
    <button type="button" className="btn" onClick={() => history.back()}>
      Back
    </button>
  );
}

function worthAnotherTry(error: unknown): boolean {
  const failure = asFailure(error);
  return failure.retryable || failure.status === 0 || failure.status >= 500;
}

/** A thrown thing, as a broken place shows it. */
export function trouble(error: unknown): Trouble {
  const failure = asFailure(error);
  return { title: failure.title, detail: failure.message, code: failure.code, kind: kindOf(failure), ids: failure.ids };
}
