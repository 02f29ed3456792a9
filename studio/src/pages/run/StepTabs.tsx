import { Link } from '@tanstack/react-router';
import type { Attempt, Decision, StepDetail } from '@/api/schema';
import { Id, Tag, Tags } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { State } from '@/design/State';
import { cost, duration } from '@/format/duration';
import { plural } from '@/format/text';
import { word } from '@/format/words';
import { exactly, figure } from '@/format/money';
import { JsonTree } from '@/json/JsonTree';
import { RoadShort } from '@/road/RoadShort';
import { told } from '@/road/standing';
import { answer } from '../decision/sentence';
import { Decided, useDecision } from './Decided';

export function Input({ step }: { step: StepDetail }) {
  return (
    <>
      <JsonTree payload={step.input} name="input" />
      {step.decision === undefined ? null : <Labels id={step.decision} />}
    </>
  );
}

function Labels({ id }: { id: string }) {
  const { data } = useDecision(id);
  const labels = Object.entries(data?.labels ?? {}).filter(([, label]) => label !== '');
  if (labels.length === 0) return null;
  return (
    <>
      <h3>Labels</h3>
      <dl className="kv">
        {labels.map(([name, label]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{label.length > 24 ? <Id id={label} /> : <code>{label}</code>}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export function Output({ step }: { step: StepDetail }) {
  if (step.failure !== undefined) {
    const { code, origin, retryable, applied, message } = step.failure;
    return (
      <>
        <p>{message}</p>
        <dl className="kv">
          <dt>code</dt>
          <dd>
            <code>{code}</code>{' '}
            <span className="soft">
              {origin}, {retryable ? 'may be tried again' : 'not retried'}
            </span>
          </dd>
          <dt>applied outside</dt>
          <dd>{applied}</dd>
        </dl>
      </>
    );
  }
  if (step.output === undefined) return <Empty title="No output yet">A step has an output once it has succeeded.</Empty>;
  return <JsonTree payload={step.output} name="output" />;
}

export function Attempts({ step, id }: { step: StepDetail; id: string }) {
  return (
    <>
      <Decided id={id}>
        {(decision) =>
          decision.attempts.length === 0 ? (
            <p className="soft">None. The call was stopped before any provider was asked.</p>
          ) : (
            decision.attempts.map((attempt) => <OneAttempt key={attempt.n} attempt={attempt} decision={decision} />)
          )
        }
      </Decided>
      <h3>Repeats</h3>
      <p className="soft">{step.decisions.length < 2 ? `None. The step was called once, in round ${step.round}.` : `${plural(step.decisions.length, 'decision')} were made for this step.`}</p>
    </>
  );
}

function OneAttempt({ attempt, decision }: { attempt: Attempt; decision: Decision }) {
  const whole = Math.max(...decision.attempts.map((a) => a.startedMs + a.durationMs), 0.001);
  const hold = decision.holds.find((h) => h.attempt === attempt.n && h.unit !== 'calls');
  return (
    <>
      <div className="att">
        <span className="soft">{attempt.n}</span>
        <span>
          {attempt.offer}
          <Tags marks={attempt.marks} />
          {attempt.injected ? (
            <>
              {' '}
              <Tag>injected</Tag>
            </>
          ) : null}
        </span>
        <span className="num">{duration(attempt.durationMs)}</span>
        <span className="tr">
          <i className={attempt.outcome === 'ok' ? undefined : 'fail'} style={{ left: `${(attempt.startedMs / whole) * 100}%`, width: `${(attempt.durationMs / whole) * 100}%` }} />
        </span>
      </div>
      <dl className="kv">
        <dt>state</dt>
        <dd>
          <State of={attempt.outcome === 'ok' ? 'succeeded' : attempt.outcome} />
        </dd>
        <dt>began</dt>
        <dd>{duration(attempt.startedMs)} into the call</dd>
        {attempt.failure === undefined ? null : (
          <>
            <dt>failure</dt>
            <dd className="fold">
              <code>{attempt.failure.code}</code> <span className="soft">applied: {word(attempt.failure.applied)}</span>
            </dd>
          </>
        )}
        {hold === undefined ? null : (
          <>
            <dt>held, settled</dt>
            <dd>
              <span title={`${hold.held}, ${exactly({ amount: hold.settled, currency: hold.unit })}`}>
                {figure(hold.held, hold.unit)}, {figure(hold.settled, hold.unit)} {hold.unit}
              </span>
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

export function Explain({ step, id }: { step: StepDetail; id: string }) {
  return (
    <Decided id={id}>
      {(decision) => (
        <>
          <p className="answer">
            {decision.offer === undefined ? (
              <span>{decision.sentence}</span>
            ) : (
              <>
                <b>{answer(step.output) ?? 'answered'}</b>
                <span className="soft">from</span> {decision.offer}
                <Tags marks={decision.providerMarks} />
              </>
            )}
          </p>
          <RoadShort stages={told(decision)} />
          <h3>Names</h3>
          <dl className="kv">
            <dt>decision</dt>
            <dd>
              <Id id={decision.id} />
            </dd>
            <dt>step key</dt>
            <dd>
              <Id id={`${decision.run ?? ''}/${step.key}/${step.round}`} text={`…${(decision.run ?? '').slice(-4)}/${step.key}/${step.round}`} />
            </dd>
            <dt>provider time</dt>
            <dd>
              {duration(decision.totals.providerMs)} <span className="soft">of {duration(decision.totals.allMs)}</span>
            </dd>
            <dt>road time</dt>
            <dd>{cost(decision.totals.roadUs / 1000)}</dd>
          </dl>
          <div className="links">
            <Link className="btn" to="/decisions/$id" params={{ id: decision.id }} search={{}}>
              Open decision
            </Link>
          </div>
        </>
      )}
    </Decided>
  );
}
