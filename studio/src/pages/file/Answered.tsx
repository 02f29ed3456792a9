import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { capabilityQuery } from '@/api/queries';
import type { Payload } from '@/api/schema';
import { StateIcon } from '@/design/State';
import { plural } from '@/format/text';
import { JsonTree } from '@/json/JsonTree';
import { valueless } from './notes';
import type { Tried } from './tryOut';

/** The requests, what was absent in them, and what the answer becomes. */
export function Answered({ tried, onLine }: { tried: Tried; onLine: (line: number) => void }) {
  const { capability, requests, sampled, absent, results, waits, failure, decision } = tried;
  return (
    <div className="answered">
      {sampled.length === 0 ? null : <p className="soft small">From the samples of the file: {sampled.join(', ')}.</p>}
      {requests.map((request, at) => (
        <div key={at}>
          <h3 className="sub">{requests.length === 1 ? 'Request' : `Request ${at + 1}`}</h3>
          <ul className="wire" aria-label={requests.length === 1 ? 'Request' : `Request ${at + 1}`}>
            <li>
              <b>{request.method}</b> {request.uri}
            </li>
            {request.headers.map((header) => (
              <li key={header}>{header}</li>
            ))}
            {request.body === '' ? null : (
              <li>
                <pre>{request.body}</pre>
              </li>
            )}
          </ul>
        </div>
      ))}
      {absent.length === 0 ? null : (
        <>
          <h3 className="sub">Without a value, so left out</h3>
          <ul className="absent">
            {absent.map(({ line, path, why }) => (
              <li key={path}>
                <StateIcon of="degraded" bare />{' '}
                <button type="button" className="linked" onClick={() => onLine(line)}>
                  Line {line}
                </button>{' '}
                <code>{path}</code> <span className="soft">{why}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {results.map((result, at) => (
        <Becomes key={at} capability={capability} result={result} />
      ))}
      {waits && decision === undefined ? <p className="soft pt-2">It goes on with an answer: write what the vendor would say, and try again.</p> : null}
      {failure === undefined ? null : (
        <p className="bad pt-2" role="alert">
          <StateIcon of="failed" bare /> The call fails: {failure.message} <code>{failure.code}</code>
        </p>
      )}
      {decision === undefined ? null : (
        <p className="pt-2">
          <Link to="/decisions/$id" params={{ id: decision }} search={{}}>
            Its decision
          </Link>
        </p>
      )}
    </div>
  );
}

function Becomes({ capability, result }: { capability: string; result: unknown }) {
  const schema = useQuery(capabilityQuery(capability));
  const { of, without } = valueless(schema.data?.output ?? {}, result);
  return (
    <>
      <h3 className="sub">
        <span>
          Becomes what <code>{capability}</code> gives
        </span>
        {without.length === 0 ? null : (
          <span>
            {without.length} of {plural(of, 'field')} without a value
          </span>
        )}
      </h3>
      <JsonTree payload={result as Payload} name={capability} />
      {without.length === 0 ? null : (
        <ul className="absent">
          {without.map((name) => (
            <li key={name}>
              <code>{name}</code> <span className="soft">no value</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
