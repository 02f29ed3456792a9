import { Link } from '@tanstack/react-router';
import type { DecisionVolume } from '@/api/schema';
import { percent } from '@/format/scale';
import { count } from '@/format/text';
import { without, type Search } from '@/table/query';

type Facet = DecisionVolume['facets'][number];

/** What the calls were of that the other filters mean; each value is a filter. On a narrow page they are left out: the query bar says the same. */
export function Facets({ of, search }: { of: DecisionVolume | undefined; search: Search }) {
  const told = of?.facets.filter(({ values }) => values.length > 0) ?? [];
  if (told.length === 0) return <aside className="facets" aria-label="What the calls were of" />;
  return (
    <aside className="facets" aria-label="What the calls were of">
      {told.map((facet) => (
        <One key={facet.name} of={facet} most={of?.total ?? 0} search={without(search, 'cursor')} />
      ))}
    </aside>
  );
}

function One({ of, most, search }: { of: Facet; most: number; search: Search }) {
  const chosen = search[of.name];
  return (
    <>
      <h2>
        <span>{of.name}</span>
        {chosen === undefined ? null : (
          <Link to="/decisions" search={without(search, of.name)} aria-label={`Remove ${of.name}`}>
            clear
          </Link>
        )}
      </h2>
      <ul>
        {of.values.map(({ value, calls }) => (
          <li key={value}>
            <Link to="/decisions" search={{ ...search, [of.name]: value }} activeOptions={{ exact: true }} {...(chosen === value ? { 'aria-current': 'true' as const } : {})} title={value}>
              <span>{value}</span>
              <span className="num">{count(calls)}</span>
              <i style={{ width: `${percent(calls, most)}%` }} />
            </Link>
          </li>
        ))}
        {of.others === 0 ? null : (
          <li className="soft">
            <span>{of.others} more</span>
            <span className="num">{count(of.rest)}</span>
          </li>
        )}
      </ul>
    </>
  );
}
