import { useEffect, useState, type ReactNode } from 'react';
import { Copy, Id } from './Marks';

/** An empty place: what the thing is, the next act, its command. */
export function Empty({ title, children, command, acts, alone = false }: { title: string; children: ReactNode; command?: string; acts?: ReactNode; alone?: boolean }) {
  return (
    <section className="place">
      <Title alone={alone}>{title}</Title>
      <p>{children}</p>
      {command === undefined ? null : (
        <div className="cmd">
          <code>{command}</code>
          <Copy text={command} label="Copy command" />
        </div>
      )}
      {acts === undefined ? null : <div className="acts">{acts}</div>}
    </section>
  );
}

export interface Trouble {
  title: string;
  detail: string;
  code: string;
  kind: string;
  ids: Record<string, string>;
}

/** A broken place: what happened, the code and its class, what to do, the id to send. */
export function Broken({ trouble, onRetry, acts, alone = false }: { trouble: Trouble; onRetry?: (() => void) | undefined; acts?: ReactNode; alone?: boolean }) {
  return (
    <section className="place broken" role="alert">
      <Title alone={alone}>{trouble.title}</Title>
      <p>{trouble.detail}</p>
      <dl className="kv">
        <dt>code</dt>
        <dd>
          <code>{trouble.code}</code> <span className="soft">{trouble.kind}</span>
        </dd>
        {Object.entries(trouble.ids).map(([name, id]) => (
          <Named key={name} name={name} id={id} />
        ))}
      </dl>
      <div className="acts">
        {onRetry === undefined ? null : (
          <button type="button" className="btn primary" onClick={onRetry}>
            Try again
          </button>
        )}
        {acts}
      </div>
    </section>
  );
}

function Named({ name, id }: { name: string; id: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <Id id={id} />
      </dd>
    </>
  );
}

/** A place that is all of a page carries the page's heading. */
function Title({ alone, children }: { alone: boolean; children: string }) {
  return alone ? <h1>{children}</h1> : <h2>{children}</h2>;
}

/** Shows its children only once the wait has lasted 150 ms, so that a quick answer does not flash. */
export function Late({ children }: { children: ReactNode }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return due ? children : null;
}

/** A grey bar in place of a text that is on its way. */
export function Sk({ width }: { width: number }) {
  return <i className="sk" style={{ width }} />;
}

/** One such bar, where a paragraph or a table will stand. */
export function SkLine({ width }: { width: number }) {
  return (
    <p className="pad">
      <Sk width={width} />
    </p>
  );
}
