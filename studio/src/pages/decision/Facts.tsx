import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import type { Decision } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { Ago, Id } from '@/design/Marks';
import { duration } from '@/format/duration';
import { list } from '@/format/text';
import { Content } from './Content';

/** Beside the road: what was called, with which labels, and what was kept of prompt and answer. */
export function Facts({ decision }: { decision: Decision }) {
  const labels = Object.entries(decision.labels).filter(([, label]) => label !== '');
  return (
    <aside className="ids" aria-label="Facts">
      <h2>Call</h2>
      <dl className="kv">
        <dt>capability</dt>
        <dd>
          <code>{decision.capability}</code>
        </dd>
        {decision.effect === undefined ? null : (
          <>
            <dt>effect</dt>
            <dd>{decision.effect.toUpperCase()}</dd>
          </>
        )}
        <Where decision={decision} />
        <dt>decision</dt>
        <dd>
          <Id id={decision.id} />
        </dd>
        {decision.trace === undefined ? null : (
          <>
            <dt>trace</dt>
            <dd>
              <Id id={decision.trace} />
            </dd>
          </>
        )}
        <dt>began</dt>
        <dd>
          <Ago at={decision.beganAt} />
        </dd>
        <dt>deadline</dt>
        <dd>
          {seconds(decision.deadlineMs)}, {seconds(decision.remainingMs)} left
        </dd>
        <dt>ticket</dt>
        <dd>{decision.ticket.toFixed(4)}</dd>
      </dl>
      {labels.length === 0 ? null : <h2>Labels</h2>}
      <dl className="kv">
        {labels.map(([name, label]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{label.length > 14 ? <Id id={label} /> : <code>{label}</code>}</dd>
          </div>
        ))}
      </dl>
      <Lost fields={decision.lost} />
      <Content decision={decision} />
      {decision.note === undefined ? null : (
        <>
          <h2>Where the answer comes from</h2>
          <p className="soft">{decision.note}</p>
        </>
      )}
      <Alike decision={decision} />
      <Recompute id={decision.id} />
    </aside>
  );
}

/** The lists in which this call stands. */
function Alike({ decision }: { decision: Decision }) {
  const failed = decision.code;
  return (
    <>
      <h2>All like this one</h2>
      <ul className="alike">
        <li>
          <Link to="/decisions" search={{ since: '24h', key: decision.principal }}>
            by {decision.principal}
          </Link>
        </li>
        {failed === undefined ? null : (
          <li>
            <Link to="/decisions" search={{ since: '24h', code: failed }}>
              with {failed}
            </Link>
          </li>
        )}
        {decision.route === undefined ? null : (
          <li>
            <Link to="/decisions" search={{ since: '24h', route: decision.route.id }}>
              on {decision.route.id}
            </Link>
          </li>
        )}
      </ul>
    </>
  );
}

/** What of the request had no place in the dialect of the vendor that answered. */
function Lost({ fields }: { fields: readonly string[] }) {
  if (fields.length === 0) return null;
  return (
    <>
      <h2>Lost between dialects</h2>
      <p className="soft">
        The vendor was not told{' '}
        {fields.map((field, at) => (
          <span key={field}>
            {at === 0 ? '' : ', '}
            <code>{field}</code>
          </span>
        ))}
        . With <code>auterity-strict: true</code> it would not have been asked.
      </p>
    </>
  );
}

function Where({ decision }: { decision: Decision }) {
  if (decision.run === undefined) {
    return (
      <>
        <dt>door</dt>
        <dd>{decision.door}</dd>
        <dt>by</dt>
        <dd>{decision.principal}</dd>
      </>
    );
  }
  const step = decision.step ?? '';
  return (
    <>
      <dt>step</dt>
      <dd>
        <Link to="/runs/$id" params={{ id: decision.run }} search={{ open: step, tab: 'explain' }}>
          <code>{step}</code>
        </Link>
      </dd>
      <dt>run</dt>
      <dd>
        <Id id={decision.run} />
      </dd>
    </>
  );
}

/** The plan reckoned again from what the decision kept: is it the same? */
function Recompute({ id }: { id: string }) {
  const again = useMutation({ mutationFn: () => value(api.POST('/api/v1/decisions/{id}/recompute', { params: { path: { id } } })) });
  return (
    <>
      <div className="acts">
        <button type="button" className="btn" disabled={again.isPending} onClick={() => again.mutate()}>
          <Icon name="again" size={14} />
          Recompute
        </button>
      </div>
      <p className="said" role="status">
        {again.data === undefined ? null : again.data.same ? `The same plan again: ${list(again.data.plan)}.` : (again.data.difference ?? `Another plan: ${list(again.data.plan)} instead of ${list(again.data.recorded)}.`)}
        {again.isError ? `${asFailure(again.error).title} (${asFailure(again.error).code})` : null}
      </p>
    </>
  );
}

function seconds(ms: number): string {
  return ms < 60_000 ? `${Number((ms / 1000).toFixed(2))} s` : duration(ms);
}
