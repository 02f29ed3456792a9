import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { decisionQuery, decisionsQuery } from '@/api/queries';
import { Ago } from '@/design/Marks';
import { StateIcon } from '@/design/State';
import { foundBy } from './found';

/** How many of the newest calls are looked through. */
const newest = 20;

/** What the rule did in the newest calls: kinds and acts, never the words. */
export function Recent({ rule }: { rule: string }) {
  const page = useQuery(decisionsQuery({ limit: String(newest) }));
  const decisions = useQueries({ queries: (page.data?.items ?? []).map(({ id }) => decisionQuery(id)) });
  const found = decisions.flatMap(({ data }) => (data === undefined ? [] : (foundBy(rule, data) ?? [])));
  if (page.isError) return null;
  return (
    <>
      <h3>
        <span>In the newest {newest} calls</span>
        <span>{decisions.some(({ isPending }) => isPending) ? 'reading' : `${found.length} with a finding`}</span>
      </h3>
      {found.length === 0 ? <p className="soft">It found nothing in them.</p> : null}
      <ul className="findings">
        {found.map(({ decision, at, what, blocked }) => (
          <li key={decision}>
            <StateIcon of={blocked ? 'failed' : 'succeeded'} bare />
            <Link to="/decisions/$id" params={{ id: decision }} search={{}}>
              {what}
            </Link>
            <span className="soft">
              <Ago at={at} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
