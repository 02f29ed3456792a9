import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { resourceQuery } from '@/api/resources';
import { useMay } from '@/api/rights';
import type { Trigger, WorkflowDetail } from '@/api/schema';
import { triggersQuery } from '@/api/triggers';
import { Allowed } from '@/design/Allowed';
import { useNow } from '@/design/now';
import { State } from '@/design/State';
import { next, sorted, source, standing } from '../triggers/triggers';
import { limitsOf, touched } from './about';

/** What starts a workflow, what bounds it and what it touches. */
export function About({ workflow }: { workflow: WorkflowDetail }) {
  const may = useMay();
  return (
    <>
      {may('control:trigger.read') ? <Starts id={workflow.id} /> : null}
      {may('control:resource.read') ? <Limits id={workflow.id} /> : null}
      <Touched workflow={workflow} />
    </>
  );
}

function Part({ title, act, children }: { title: string; act?: ReactNode; children: ReactNode }) {
  return (
    <>
      <h3>
        <span>{title}</span>
        {act}
      </h3>
      {children}
    </>
  );
}

function Starts({ id }: { id: string }) {
  const now = useNow();
  const { data } = useQuery(triggersQuery);
  const all = sorted(data?.items.filter(({ workflow }) => workflow === id) ?? [], now);
  const add = (
    <Allowed to="control:workflow.draft">
      <Link to="/workflows/$id/edit" params={{ id }} search={{ part: 'workflow' }}>
        Add one
      </Link>
    </Allowed>
  );
  return (
    <Part title="What starts it" act={add}>
      {data === undefined ? <p className="soft">…</p> : all.length === 0 ? <p className="soft">Nothing by itself: it is started by hand, by a call or by another workflow.</p> : null}
      <ul className="starts-of">
        {all.map((one) => (
          <li key={one.id}>
            <TriggerLine of={one} now={now} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function TriggerLine({ of, now }: { of: Trigger; now: number }) {
  const { words, code } = source(of);
  return (
    <>
      <State of={standing(of, now)} />{' '}
      <Link to="/triggers" search={{ open: of.id }}>
        {of.name}
      </Link>
      <p className="soft small fold">
        {of.on} <code>{code}</code> {words}, {next(of, now)}
        {of.problem === undefined ? null : <span className="bad">: {of.problem}</span>}
      </p>
    </>
  );
}

/** They are asked for once somebody opens them. */
function Limits({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ ...resourceQuery('workflow', id), enabled: open });
  const rows = data === undefined ? [] : limitsOf(data.spec);
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Limits</summary>
      {data === undefined ? <p className="soft">…</p> : rows.length === 0 ? <p className="soft">None of its own.</p> : null}
      <dl className="kv">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="fold">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Touched({ workflow }: { workflow: WorkflowDetail }) {
  const kinds = touched(workflow.steps);
  return (
    <Part title="What it touches">
      {kinds.length === 0 ? <p className="soft">Nothing outside: it computes.</p> : null}
      <ul className="touches">
        {kinds.map(({ kind, calls }) => (
          <li key={kind}>
            <b>{kind}</b>{' '}
            {calls.map((call) => (
              <code key={call}>{call}</code>
            ))}
          </li>
        ))}
      </ul>
    </Part>
  );
}
