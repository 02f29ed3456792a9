import { Link } from '@tanstack/react-router';
import type { ConnectorDetail, ProbedPart } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { Tag } from '@/design/Marks';
import { State } from '@/design/State';
import { duration } from '@/format/duration';
import { plural } from '@/format/text';
import { Refused } from '../Refused';
import { grouped, partWords, resultOf, verdict, type Probe } from './probe';

interface Props {
  detail: ConnectorDetail;
  probe: Probe;
  agreed: boolean;
  onTest: () => void;
  onStop: () => void;
  /** Goes on; `disabled` where it did not work, so that it takes no calls. */
  onNext: (disabled: boolean) => void;
}

/** The connection test: a row for each probe as it comes in, then one sentence. `T` tests again. */
export function TestStation({ detail, probe, agreed, onTest, onStop, onNext }: Props) {
  const { state, parts, error } = probe;
  return (
    <div aria-busy={state === 'asking'}>
      {state === 'idle' ? <p className="soft pb-3">Each host is asked for its first page, the credential is checked, and reads are called. A write is never tried, and nothing is stored.</p> : null}
      {parts.length === 0 ? null : <Probes parts={parts} />}
      {state === 'asking' ? (
        <p className="asking" role="status">
          <State of="running" word="asking" />
        </p>
      ) : null}
      {state === 'left' ? <p className="pt-2">Stopped{parts.length === 0 ? '' : ` behind ${parts.at(-1)?.what ?? ''}`}. Nothing was stored.</p> : null}
      {state === 'broken' ? (
        <p className="bad pt-2" role="alert">
          The server broke the test off{parts.length === 0 ? '' : ` behind ${parts.at(-1)?.what ?? ''}`}, before its end. Nothing was stored. Test again; its log says why.
        </p>
      ) : null}
      {state === 'refused' ? <Refused error={error} what="It cannot be tested:" /> : null}
      {state === 'done' ? <Said {...verdict(probe, detail, agreed)} /> : null}
      <Acts probe={probe} detail={detail} agreed={agreed} onTest={onTest} onStop={onStop} onNext={onNext} />
    </div>
  );
}

function Said({ said, more, good }: { said: string; more: string; good: boolean }) {
  return (
    <div className="verdict" role={good ? 'status' : 'alert'}>
      <p>
        <b>{said}</b> <span className="soft">{more}</span>
      </p>
    </div>
  );
}

function Acts({ probe, detail, agreed, onTest, onStop, onNext }: Props) {
  const { state, parts, tookMs } = probe;
  if (state === 'asking') {
    return (
      <div className="acts">
        <button type="button" className="btn" onClick={onStop}>
          <Icon name="stop" size={14} />
          Stop
        </button>
      </div>
    );
  }
  const good = state === 'done' && verdict(probe, detail, agreed).good;
  return (
    <div className="acts">
      {good ? (
        <button type="button" className="btn primary" onClick={() => onNext(false)}>
          <Icon name="right" size={14} />
          Go on
        </button>
      ) : null}
      <button type="button" className={good ? 'btn' : 'btn primary'} onClick={onTest}>
        <Icon name="again" size={14} />
        {state === 'idle' ? 'Test' : 'Test again'} <kbd>T</kbd>
      </button>
      {state === 'done' && !good ? (
        <button type="button" className="btn" onClick={() => onNext(true)}>
          Go on, save it disabled
        </button>
      ) : null}
      {tookMs === undefined ? null : (
        <span className="soft small">
          {plural(parts.length, 'probe')} in {duration(tookMs)}. A write is never tried
        </span>
      )}
    </div>
  );
}

function Probes({ parts }: { parts: readonly ProbedPart[] }) {
  return (
    <table className="t probes">
      <caption className="sr">What the connection test asked and what came back</caption>
      <thead>
        <tr>
          <th>Result</th>
          <th>What</th>
          <th>What came back</th>
          <th>Known by</th>
          <th className="num">ms</th>
        </tr>
      </thead>
      {grouped(parts).map(([part, rows]) => (
        <tbody key={part}>
          <tr className="kind">
            <th colSpan={5} scope="rowgroup">
              {partWords[part]}
            </th>
          </tr>
          {rows.map((row) => (
            <Row key={row.what} row={row} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ row }: { row: ProbedPart }) {
  const { what, told, code, known, ms, operations, decision, state } = row;
  const many = operations.length > 1 ? `: ${plural(operations.length, 'operation')}` : '';
  return (
    <tr>
      <td className="p-st">
        <State {...resultOf(row)} />
      </td>
      <td className="p-what" title={many === '' ? undefined : operations.join(', ')}>
        <code>{what}</code>
        {many}
      </td>
      <td className="p-how soft">
        {told}
        {code === undefined ? null : (
          <>
            {' '}
            <code>{code}</code>
          </>
        )}
      </td>
      <td className="p-res">
        {known === undefined ? (state === 'unknown' ? <span className="soft">not asked</span> : null) : <Tag>{known}</Tag>}
        {decision === undefined ? null : (
          <>
            {' '}
            <Link to="/decisions/$id" params={{ id: decision }} target="_blank">
              decision<span className="sr"> of {what}</span>
            </Link>
          </>
        )}
      </td>
      <td className="num soft p-ms">{ms === undefined ? '–' : Math.round(ms)}</td>
    </tr>
  );
}
