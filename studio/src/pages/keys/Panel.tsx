import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keyQuery } from '@/api/queries';
import type { IssuedKey, Key } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Ago, Id } from '@/design/Marks';
import { useNow } from '@/design/now';
import { State } from '@/design/State';
import { list } from '@/format/text';
import { exact, farDay } from '@/format/time';
import { CallsLink } from '../decisions/CallsLink';
import { Asked } from '../Asked';
import { Chain, Gauges } from '../budget/Chain';
import { covering, isRate } from '../budget/covering';
import { Side, SideSkeleton } from '../Side';
import { standing } from './keys';
import { Revoke } from './Revoke';
import { Rotate, RotationBars } from './Rotate';
import type { Surroundings } from './surroundings';

interface Props {
  id: string;
  around: Surroundings;
  onClose: () => void;
  onStep: (by: number) => void;
  onIssued: (key: IssuedKey) => void;
  /** Opens the form that changes it. */
  onChange: () => void;
}

/** One key: its limits as they stand, the budgets that each of its calls passes, its rotation, what it may do. */
export function KeyPanel({ id, around, onClose, onStep, onIssued, onChange }: Props) {
  const query = useQuery(keyQuery(id));
  const key = query.data;
  return (
    <Side room="of-key" title={key?.name ?? id} label={`Key ${key?.name ?? id}`} shown={id} onClose={onClose} step={{ what: 'key', by: onStep }} meta={key === undefined ? undefined : <Meta of={key} around={around} />}>
      <Asked query={query} loading={<SideSkeleton />}>
        {(shown) => <Body of={shown} around={around} onIssued={onIssued} onChange={onChange} />}
      </Asked>
    </Side>
  );
}

function Meta({ of, around }: { of: Key; around: Surroundings }) {
  const now = useNow();
  return (
    <>
      <State of={standing(of, around.limits, around.over, now)} />
      {of.prefix === undefined ? null : <code className="soft">{of.prefix}…</code>}
      <span className="soft">
        {of.owner ?? 'of the tenant'}
        {of.holder === undefined ? '' : `, held by ${of.holder}`}, made <time title={exact(of.created)}>{farDay(of.created, now)}</time>
      </span>
    </>
  );
}

function Body({ of, around, onIssued, onChange }: { of: Key; around: Surroundings } & Pick<Props, 'onIssued' | 'onChange'>) {
  const now = useNow();
  const limits = covering(of, around.limits, around.over);
  const rates = limits.filter(isRate);
  const sums = limits.filter((limit) => !isRate(limit));
  const over = of.revoked !== undefined || (of.expires !== undefined && Date.parse(of.expires) <= now);
  return (
    <div className="body">
      {rates.length === 0 ? null : (
        <>
          <h3>
            <span>Rates</span>
            <span>live</span>
          </h3>
          <Gauges rates={rates} of={`key ${of.id}`} />
        </>
      )}
      <h3>
        <span>Budgets and quotas{sums.length > 1 ? ': a call must pass all of them' : ''}</span>
        <span>
          <CallsLink of={{ key: of.id, since: '30d' }} label={`Calls of ${of.name}`}>
            its calls
          </CallsLink>
          {', '}
          <Link to="/limits" search={{}}>
            all limits
          </Link>
        </span>
      </h3>
      {sums.length === 0 ? <p className="soft">{around.limitsKnown ? 'None counts all calls of this key.' : 'Not shown: limits could not be read.'}</p> : <Chain limits={sums} of={`key ${of.id}`} />}
      {of.former !== undefined && of.rotated !== undefined ? <RotationBars of={of} now={now} /> : null}
      <Terms of={of} />
      {over ? null : (
        <div className="links">
          <Rotate of={of} onIssued={onIssued} />
          <Allowed to="control:key.write">
            <button type="button" className="btn" onClick={onChange}>
              Edit
            </button>
          </Allowed>
          <Revoke of={of} onIssued={onIssued} />
        </div>
      )}
    </div>
  );
}

/** What it may do, in the words of who made it. */
export function Terms({ of }: { of: Key }) {
  return (
    <>
      <h3>May do</h3>
      <dl className="kv">
        <dt>id</dt>
        <dd>
          <Id id={of.id} />
        </dd>
        {of.roles.length === 0 ? null : <Term name="role" values={of.roles} />}
        {of.allow.length === 0 ? null : <Term name="allow" values={of.allow} code />}
        {of.deny.length === 0 ? null : <Term name="deny" values={of.deny} code />}
        <dt>models</dt>
        <dd className="fold">{of.models === undefined ? <span className="soft">any</span> : <code>{of.models.join(', ')}</code>}</dd>
        <dt>doors</dt>
        <dd className="fold">{of.doors === undefined ? <span className="soft">all</span> : list(of.doors)}</dd>
        {of.tools === undefined ? null : <Term name="tools" values={of.tools} code />}
        <dt>labels set</dt>
        <dd className="fold">
          {Object.keys(of.labels).length === 0 ? (
            <span className="soft">none</span>
          ) : (
            Object.entries(of.labels).map(([name, value]) => (
              <code key={name} className="block">
                {name}={value}
              </code>
            ))
          )}
        </dd>
        <dt>last used</dt>
        <dd>{of.lastUsed === undefined ? <span className="soft">never</span> : <Ago at={of.lastUsed} />}</dd>
        <dt>{of.revoked === undefined ? 'ends' : 'revoked'}</dt>
        <dd>{of.revoked !== undefined ? exact(of.revoked) : of.expires === undefined ? <span className="soft">never</span> : exact(of.expires)}</dd>
      </dl>
    </>
  );
}

function Term({ name, values, code = false }: { name: string; values: readonly string[]; code?: boolean }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="fold">{code ? <code>{values.join(', ')}</code> : list(values)}</dd>
    </>
  );
}
