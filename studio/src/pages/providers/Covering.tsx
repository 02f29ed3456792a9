import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { asFailure, isForbidden } from '@/api/failure';
import { limitsQuery } from '@/api/queries';
import type { Limit, Page } from '@/api/schema';
import { Late, Sk } from '@/design/Place';
import { figure, periodWords } from '@/format/money';

/** The limits that cover its calls as they cover all of the tenant; those of single keys and labels have their own room. */
export function Covering() {
  const { data, error } = useQuery(limitsQuery({ scope: 'tenant', limit: '100' }));
  return (
    <>
      {data?.items.map((limit) => (
        <Whole key={limit.id} limit={limit} />
      ))}
      <dt>budgets, quotas</dt>
      <dd className="fold">
        {error === null ? null : <Untold error={error} />}
        {data === undefined ? error === null && <Loading /> : <Further page={data} />}
      </dd>
    </>
  );
}

function Whole({ limit }: { limit: Limit }) {
  return (
    <div className="contents">
      <dt>{limit.name}</dt>
      <dd className="fold">
        {figure(limit.used, limit.unit)} of {figure(limit.cap, limit.unit)} {limit.unit} <span className="soft">{periodWords(limit.period)}</span>
      </dd>
    </div>
  );
}

function Loading(): ReactNode {
  return (
    <span role="group" aria-busy="true" aria-label="Loading">
      <Late>
        <Sk width={120} />
      </Late>
    </span>
  );
}

/** Reading limits is another right than reading providers. */
function Untold({ error }: { error: unknown }) {
  const failure = asFailure(error);
  return (
    <span role="alert" className="block">
      {isForbidden(error) ? 'not shown: you may not read limits' : `${failure.title}. It is tried again.`} <code>{failure.code}</code>
    </span>
  );
}

/** What is not among the limits above. */
function Further({ page }: { page: Page<Limit> }) {
  return (
    <>
      {page.items.length === 0 ? <span className="soft">none for the whole tenant </span> : null}
      {page.truncated ? (
        <Link to="/limits" search={{ scope: 'tenant' }} className="block">
          more for the whole tenant
        </Link>
      ) : null}
      <Link to="/limits" search={{}}>
        all limits
      </Link>
    </>
  );
}
