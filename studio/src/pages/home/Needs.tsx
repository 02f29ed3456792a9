import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '@/design/Icon';
import { useNow } from '@/design/now';
import { Empty } from '@/design/Place';
import { StateIcon } from '@/design/State';
import { count } from '@/format/text';
import { ago } from '@/format/time';
import { Asked } from '../Asked';
import type { Parts } from './Home';
import { endingKeys, failing, toDecide, type Need, type NeedGroup } from './needs';

/** What needs the reader now, by kind; each kind stands by itself, so that one which does not come leaves the others. */
export function Needs({ of: { approvals, failed, keys } }: { of: Parts }) {
  const now = useNow();
  const decide = approvals.data === undefined ? undefined : toDecide(approvals.data.items, now);
  const bad = failed.data === undefined ? undefined : failing(failed.data.items, (at) => ago(at, now));
  const ending = keys.data === undefined ? undefined : endingKeys(keys.data.items, now);
  const groups = [decide, bad, ending].filter((group) => group !== undefined);
  const rows = groups.reduce((all, group) => all + group.rows.length, 0);
  const broken = [approvals, failed, keys].some(({ isError }) => isError);
  if (groups.length === 0 && !broken) return null;
  return (
    <section aria-label="Needs you now">
      <div className="cap">
        <h2>Needs you now</h2>
        {rows === 0 ? null : <span className="soft">{rows === 1 ? 'one thing' : `${count(rows)} things`}, what is due first in each</span>}
      </div>
      {rows === 0 && !broken ? <Quiet /> : null}
      <Kind query={approvals} group={decide} />
      <Kind query={failed} group={bad} />
      <Kind query={keys} group={ending} />
    </section>
  );
}

function Quiet() {
  return (
    <Empty
      title="Nothing waits for you"
      acts={
        <Link className="btn" to="/decisions" search={{ since: '24h' }}>
          See the calls
        </Link>
      }
    >
      What you may decide, what failed within a day and keys that are about to end stand here.
    </Empty>
  );
}

/** The things of one kind; nothing where there are none, and what went wrong where they did not come. */
function Kind({ query, group }: { query: UseQueryResult; group: NeedGroup | undefined }) {
  if (!query.isError && (group === undefined || group.rows.length === 0)) return null;
  return (
    <Asked query={query} loading={null}>
      {() =>
        group === undefined || group.rows.length === 0 ? null : (
          <>
            <h3 className="home-kind">
              {group.name} {group.note === undefined ? null : <span className="soft">{group.note}</span>}
            </h3>
            <ul className="home-needs" aria-label={group.name}>
              {group.rows.map((need) => (
                <Row key={need.id} need={need} />
              ))}
            </ul>
          </>
        )
      }
    </Asked>
  );
}

function Row({ need: { of, title, detail, when, close = false, act, icon, to, search } }: { need: Need }) {
  return (
    <li>
      <StateIcon of={of} />
      <span className="what">
        <b>{title}</b> <span className="soft">{detail}</span>
      </span>
      <span className={close ? 'when close' : 'when soft'}>{when}</span>
      <Link data-row className="btn" to={to} search={search} aria-label={`${act}: ${title}`}>
        <Icon name={icon} size={14} />
        {act}
      </Link>
    </li>
  );
}
