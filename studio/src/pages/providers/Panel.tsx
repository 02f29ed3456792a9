import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { providerQuery } from '@/api/queries';
import type { ProviderDetail } from '@/api/schema';
import { Ago, Tags } from '@/design/Marks';
import { gradeWords } from '@/design/state';
import { Grade, State } from '@/design/State';
import { duration } from '@/format/duration';
import { count, list } from '@/format/text';
import { breakerWords, word } from '@/format/words';
import { RoadFlat } from '@/road/RoadFlat';
import { standings } from '@/road/standing';
import { Asked } from '../Asked';
import { Side, SideSkeleton } from '../Side';
import { Charts } from './Charts';
import { Connection } from './Connection';
import { Consent } from './Consent';
import { Covering } from './Covering';
import { Models } from './Models';
import { Rehearsed } from './Rehearsed';
import { Standing } from './Standing';

/**
 * One provider: the last minute, its breaker, how it was verified, its limits, its last decisions.
 * `settled` once the list above it on a narrow page is there and moves it no more.
 */
export function Panel({ id, settled, onClose, onStep }: { id: string; settled: boolean; onClose: () => void; onStep: (by: number) => void }) {
  const query = useQuery(providerQuery(id));
  return (
    <Side room="provider" title={id} label={`Provider ${id}`} shown={id} settled={settled} onClose={onClose} step={{ what: 'provider', by: onStep }} meta={query.data === undefined ? undefined : <Meta detail={query.data} />}>
      <Asked query={query} loading={<SideSkeleton />}>
        {(detail) => <Body detail={detail} onGone={onClose} />}
      </Asked>
    </Side>
  );
}

function Meta({ detail }: { detail: ProviderDetail }) {
  return (
    <>
      <State of={detail.state} />
      <span>
        <Tags marks={detail.isDefault ? ['default', ...detail.marks] : detail.marks} />
      </span>
      <span className="soft">
        {detail.plugin} {detail.pluginVersion}, generation {detail.generation}
      </span>
    </>
  );
}

function Body({ detail, onGone }: { detail: ProviderDetail; onGone: () => void }) {
  return (
    <div className="body">
      {detail.reason === undefined ? null : <p className="pb-3">{detail.reason}</p>}
      <Chat detail={detail} />
      <Standing detail={detail} onGone={onGone} />
      <Consent id={detail.id} egress={detail.egress} />
      <Connection key={detail.id} id={detail.id} connector={detail.connector} />
      {detail.seconds.length === 0 ? null : <Charts detail={detail} />}
      <h3>
        <span>Breaker</span>
        <span>
          since the server started <Ago at={detail.countedSince} />
        </span>
      </h3>
      <BreakerFacts detail={detail} />
      <Models detail={detail} />
      <Rehearsed provider={detail.id} />
      <h3>Verified</h3>
      <dl className="kv">
        <dt>grade</dt>
        <dd>
          <Grade grade={detail.grade} /> <span className="soft">{gradeWords[Number(detail.grade.slice(1))]}</span>
        </dd>
        <dt>operations</dt>
        <dd className="fold">
          {detail.support.map((operation) => (
            <span key={operation.capability} className="block" title={operation.note}>
              <code>{operation.capability}</code> {word(operation.support)}
            </span>
          ))}
        </dd>
      </dl>
      <h3>Limits</h3>
      <dl className="kv">
        <dt>slots</dt>
        <dd>{detail.slots.of === 0 ? 'not limited' : `${detail.slots.used} of ${detail.slots.of} in use`}</dd>
        <dt>reaches</dt>
        <dd className="fold">{detail.egress.length === 0 ? 'no host' : list(detail.egress)}</dd>
        <Declared name="region" value={detail.region} />
        <Declared name="regimes" value={detail.regimes?.join(', ')} />
        <Declared name="privacy" value={detail.privacy === undefined ? undefined : word(detail.privacy)} />
        <Covering />
      </dl>
      <Recent detail={detail} />
    </div>
  );
}

/** Where the messages of a service of the server's own are read and its questions answered. */
function Chat({ detail }: { detail: ProviderDetail }) {
  if (!detail.support.some(({ capability, support }) => capability === 'messaging.question.answer' && support !== 'none')) return null;
  return (
    <p className="pb-3">
      <Link className="btn" to="/providers/$id/chat" params={{ id: detail.id }} search={{}}>
        Channels and messages
      </Link>
    </p>
  );
}

/** What a provider says of itself; where it says nothing, no call that asks for it comes here. */
function Declared({ name, value }: { name: string; value: string | undefined }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="fold">{value === undefined || value === '' ? <span className="soft">{value === '' ? 'none' : 'not declared'}</span> : value}</dd>
    </>
  );
}

function BreakerFacts({ detail }: { detail: ProviderDetail }) {
  const { breaker, breakerLog } = detail;
  const newest = [...breakerLog].sort((a, b) => b.at.localeCompare(a.at)).slice(0, 4);
  return (
    <dl className="kv">
      <dt>now</dt>
      <dd className="fold">
        {breakerWords(breaker)}
        <span className="soft">
          {' '}
          {breaker.failed} of the last {breaker.of} failed
        </span>
      </dd>
      {newest.map((entry) => (
        <div key={`${entry.at} ${entry.state} ${entry.admits} ${entry.model ?? entry.operation ?? ''}`} className="contents">
          <dt>
            <Ago at={entry.at} />
          </dt>
          <dd className="fold">
            {word(entry.state)}
            {entry.model === undefined && entry.operation === undefined ? null : (
              <>
                {' '}
                <code>{entry.model ?? entry.operation}</code>
              </>
            )}
            <span className="soft"> {entry.reason}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Recent({ detail }: { detail: ProviderDetail }) {
  return (
    <>
      <h3>
        <span>Last decisions</span>
        {detail.recent.length === 0 ? null : (
          <Link to="/decisions" search={{ provider: detail.id }}>
            all {count(detail.attempts.total)}
          </Link>
        )}
      </h3>
      {detail.recent.length === 0 ? <p className="soft">None yet.</p> : null}
      <ul className="dec">
        {detail.recent.map((decision) => (
          <li key={decision.id}>
            <RoadFlat standings={standings(decision.road)} failedOver={decision.failover} />
            <Link to="/decisions/$id" params={{ id: decision.id }} search={{}}>
              <code>{decision.step ?? decision.capability}</code>
            </Link>
            <span className="soft o">{duration(decision.durationMs)}</span>
            <span className="soft">
              <Ago at={decision.beganAt} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
