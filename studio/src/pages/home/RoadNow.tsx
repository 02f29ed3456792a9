import { Link } from '@tanstack/react-router';
import { useNow } from '@/design/now';
import { StateIcon } from '@/design/State';
import { count } from '@/format/text';
import { ago } from '@/format/time';
import { RoadShort } from '@/road/RoadShort';
import { Asked } from '../Asked';
import type { Parts } from './Home';
import { endingBudgets, unwell } from './needs';
import { roadOf } from './road';

/** The road that the newest calls took, then what on it is not as it should be, and what ends soon. */
export function RoadNow({ of: { newest, providers, budgets } }: { of: Parts }) {
  return (
    <>
      {newest.isEnabled ? (
        <Asked query={newest} loading={null}>
          {({ items, truncated }) => (
            <>
              <h2 className="home-sub">
                <span>The road</span>
                <Newest at={items.at(-1)?.beganAt} calls={items.length} more={truncated} />
              </h2>
              <RoadShort stages={roadOf(items)} label="The road of the newest calls" />
            </>
          )}
        </Asked>
      ) : null}
      {providers.isEnabled ? (
        <Asked query={providers} loading={null}>
          {({ items }) => <Unwell of={items.map(unwell).filter((one) => one !== undefined)} all={items.length} />}
        </Asked>
      ) : null}
      {budgets.isEnabled ? (
        <Asked query={budgets} loading={null}>
          {({ items }) => <Ending of={items} />}
        </Asked>
      ) : null}
    </>
  );
}

function Newest({ at, calls, more }: { at: string | undefined; calls: number; more: boolean }) {
  const now = useNow();
  if (at === undefined) return <span className="soft">no call in 24 h</span>;
  return (
    <span className="soft">
      {calls === 1 ? 'one call' : `${more ? 'newest ' : ''}${count(calls)} calls`}, first {ago(at, now)}
    </span>
  );
}

function Unwell({ of, all }: { of: readonly NonNullable<ReturnType<typeof unwell>>[]; all: number }) {
  return (
    <>
      <h2 className="home-sub">
        <span>Not as it should be</span>
      </h2>
      {of.length === 0 ? (
        <p className="soft">{all === 0 ? 'No provider is connected yet.' : `Nothing: ${all === 1 ? 'the provider is not degraded, and its breaker is closed' : `none of ${count(all)} providers is degraded, and each breaker is closed`}.`}</p>
      ) : (
        <ul className="home-unwell">
          {of.map(({ id, of: state, why }) => (
            <li key={id}>
              <StateIcon of={state} />
              <span>
                <Link to="/providers" search={{ open: id }}>
                  {id}
                </Link>{' '}
                <span className="soft">{why}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Ending({ of }: { of: Parameters<typeof endingBudgets>[0] }) {
  const ending = endingBudgets(of, useNow());
  if (ending.length === 0) return null;
  return (
    <>
      <h2 className="home-sub">
        <span>Ends soon</span>
      </h2>
      <ul className="home-unwell">
        {ending.map(({ id, words }) => (
          <li key={id}>
            <StateIcon of="degraded" />
            <Link to="/limits" search={{ open: id }}>
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
