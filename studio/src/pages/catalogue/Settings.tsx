import { useQuery } from '@tanstack/react-query';
import { connectorQuery } from '@/api/plugins';
import type { MatrixRow } from '@/api/schema';
import { Sk } from '@/design/Place';
import { count } from '@/format/text';
import { Asked } from '../Asked';
import { fieldsOf, kindWords, none } from '../connect/fields';
import { eventWords } from './facts';

/** What a provider of this connector says: its configuration, the ways to sign in, and where it goes. */
export function Settings({ row }: { row: MatrixRow }) {
  const query = useQuery(connectorQuery(row.id));
  return (
    <Asked query={query} loading={<Sk width={240} />}>
      {(detail) => (
        <>
          <h3>Configuration</h3>
          <ul className="setlist">
            {fieldsOf(detail, none).map(({ path, type, required, hint, preset }) => (
              <li key={path}>
                <code>{path}</code>{' '}
                <span className="soft small">
                  {type}
                  {required ? ', needed' : preset === undefined ? '' : `, ${preset} when absent`}
                </span>
                {hint === undefined ? null : <p>{hint}</p>}
              </li>
            ))}
          </ul>
          <h3>Signs in with</h3>
          <ul className="setlist">
            {detail.auth.map(({ kind, help }) => (
              <li key={kind}>
                {kindWords[kind] ?? kind} <code className="soft">{kind}</code>
                {help === undefined ? null : <p>{help}.</p>}
              </li>
            ))}
            {detail.auth.length === 0 ? <li className="soft">It needs no credential.</li> : null}
          </ul>
          <h3>Reaches</h3>
          <dl className="kv">
            <dt>hosts</dt>
            <dd className="fold">{detail.egress.length === 0 ? <span className="soft">nothing outside</span> : <code>{detail.egress.join(', ')}</code>}</dd>
            <dt>events</dt>
            <dd className="fold">{detail.events === 'none' || detail.events === 'unsigned' ? <span className="soft">{eventWords(detail)}</span> : `signed by ${detail.events}`}</dd>
            {detail.rate === undefined ? null : (
              <>
                <dt>limit</dt>
                <dd>
                  {count(detail.rate.requests)} in {count(detail.rate.seconds)} s
                </dd>
              </>
            )}
          </dl>
        </>
      )}
    </Asked>
  );
}
