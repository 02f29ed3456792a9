import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { nextTimesQuery, startAgain, triggerStartsQuery } from '@/api/triggers';
import type { Json, Trigger, TriggerStart } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { Ago, Copy, Until } from '@/design/Marks';
import { useNow } from '@/design/now';
import { State } from '@/design/State';
import { tailId } from '@/format/text';
import { JsonTree } from '@/json/JsonTree';
import { Asked } from '../Asked';
import { addressOf } from '../events/hooks';
import { Refused } from '../Refused';
import { Side } from '../Side';
import { curl, lastHour, source, standing, verification } from './triggers';
import { TryCall } from './TryCall';
import { usePausing } from './usePausing';

/** One trigger: its address or its times, what it started, what it would do, and what pauses it. */
export function TriggerPanel({ of, onClose, onStep }: { of: Trigger; onClose: () => void; onStep: (by: number) => void }) {
  const now = useNow();
  return (
    <Side
      room="trigger"
      title={of.name}
      label={`Trigger ${of.name}`}
      shown={of.id}
      onClose={onClose}
      step={{ what: 'trigger', by: onStep }}
      meta={
        <>
          <State of={standing(of, now)} />
          <span className="soft">
            {of.on}, starts{' '}
            <Link to="/workflows/$id" params={{ id: of.workflow }} search={{}}>
              {of.workflow}
            </Link>{' '}
            as {of.by}
          </span>
        </>
      }
    >
      <div className="body">
        <Acts of={of} />
        {of.problem === undefined ? null : (
          <p className="wrong">
            <Icon name="failed" size={14} /> {of.problem}
          </p>
        )}
        {of.path === undefined ? null : <Address of={of} path={of.path} />}
        {of.on === 'form' ? <FormAddress id={of.id} /> : null}
        {of.cron === undefined ? null : <Times cron={of.cron} zone={of.zone} />}
        <Facts of={of} />
        <Starts of={of} />
        {of.on === 'webhook' ? <TryCall key={of.id} id={of.id} /> : null}
        {of.on === 'form' ? null : (
          <>
            <h3>
              <span>What the run gets</span>
            </h3>
            <JsonTree payload={of.input as Json} name="input" />
          </>
        )}
      </div>
    </Side>
  );
}

function Acts({ of }: { of: Trigger }) {
  const active = of.state === 'active';
  const act = usePausing();
  return (
    <>
      <div className="acts">
        <Allowed to="control:trigger.write">
          <button type="button" className="btn" disabled={act.isPending} onClick={() => act.mutate(of)}>
            <Icon name={active ? 'waiting' : 'play'} size={14} />
            {active ? 'Pause' : 'Go on'}
          </button>
        </Allowed>
        {of.inFile ? (
          <Allowed to="control:workflow.draft">
            <Link className="btn" to="/workflows/$id/edit" params={{ id: of.workflow }} search={{ part: 'workflow' }}>
              Edit
            </Link>
          </Allowed>
        ) : null}
      </div>
      <Refused error={act.error} />
    </>
  );
}

/** The address that is called, and a call of it. */
function Address({ of, path }: { of: Trigger; path: string }) {
  const address = addressOf(path);
  return (
    <>
      <h3>
        <span>Address</span>
        <Copy text={address} label="Copy the address" />
      </h3>
      <p className="fold">
        <code>{address}</code>
      </p>
      <p className="soft small">Calls show {verification(of)}. The address is how this server is called from here; others may reach it by another name.</p>
      <h3>
        <span>Call it from a shell</span>
        <Copy text={curl(address, of)} label="Copy the command" />
      </h3>
      <p className="fold">
        <code>{curl(address, of)}</code>
      </p>
    </>
  );
}

/** The page that is filled in, and its address for others. */
function FormAddress({ id }: { id: string }) {
  const address = addressOf(`/triggers/${id}/form`);
  return (
    <>
      <h3>
        <span>Form</span>
        <Copy text={address} label="Copy the address" />
      </h3>
      <p className="fold">
        <Link to="/triggers/$id/form" params={{ id }} search={{}}>
          Fill it in
        </Link>
      </p>
      <p className="soft small">Those who are signed in and may start runs fill it in.</p>
    </>
  );
}

function Times({ cron, zone }: { cron: string; zone: string | undefined }) {
  const query = useQuery(nextTimesQuery(cron, zone));
  return (
    <>
      <h3>
        <span>Next times</span>
        <span>{zone ?? 'UTC'}</span>
      </h3>
      <Asked query={query} loading={<p className="soft">…</p>}>
        {({ items }) => (
          <ol className="times">
            {items.map(({ at, local }) => (
              <li key={at}>
                <span>{local.slice(0, 16).replace('T', ' ')}</span> <Until at={at} />
              </li>
            ))}
          </ol>
        )}
      </Asked>
    </>
  );
}

function Facts({ of }: { of: Trigger }) {
  const now = useNow();
  const { data } = useQuery(triggerStartsQuery(of.id));
  const { words, code } = source(of);
  return (
    <dl className="kv">
      <dt>on what</dt>
      <dd className="fold">
        <code>{code}</code> {words}
      </dd>
      {of.when === undefined ? null : (
        <>
          <dt>when</dt>
          <dd className="fold">
            <code>{of.when}</code>
          </dd>
        </>
      )}
      <dt>last hour</dt>
      <dd>{data === undefined ? '–' : `${lastHour(data.items, data.truncated, now)} started`}</dd>
      {of.polled === undefined ? null : (
        <>
          <dt>looked</dt>
          <dd>
            <Ago at={of.polled} />
          </dd>
        </>
      )}
      <dt>changed</dt>
      <dd>
        <Ago at={of.updated} /> by {of.changedBy}
      </dd>
      <dt>written</dt>
      <dd>{of.inFile ? 'in the file of the workflow' : 'by itself'}</dd>
    </dl>
  );
}

function Starts({ of }: { of: Trigger }) {
  const query = useQuery(triggerStartsQuery(of.id));
  return (
    <>
      <h3>
        <span>Last starts</span>
        <span>of 30 days</span>
      </h3>
      <Asked query={query} loading={<p className="soft">…</p>}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">It has started nothing yet.</p>
          ) : (
            <ul className="started">
              {items.slice(0, 20).map((start) => (
                <Start key={start.id} trigger={of.id} start={start} />
              ))}
            </ul>
          )
        }
      </Asked>
    </>
  );
}

function Start({ trigger, start }: { trigger: string; start: TriggerStart }) {
  const client = useQueryClient();
  const again = useMutation({ mutationFn: () => startAgain(trigger, start.id), onSuccess: () => client.invalidateQueries({ queryKey: ['triggers', trigger, 'starts'] }) });
  return (
    <li>
      <State of={start.state} />
      <span className="what">
        {start.run === undefined ? null : (
          <Link to="/runs/$id" params={{ id: start.run }} search={{}}>
            <code>{tailId(start.run)}</code>
          </Link>
        )}{' '}
        <Ago at={start.noted} />
        {start.problem === undefined ? null : <span className="bad">: {start.problem}</span>}
        {start.state === 'failed' ? (
          <Allowed to="control:trigger.write">
            <button type="button" className="linked" disabled={again.isPending} onClick={() => again.mutate()}>
              Start it now
            </button>
          </Allowed>
        ) : null}
        <Refused error={again.error} />
      </span>
    </li>
  );
}
