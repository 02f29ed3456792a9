import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { connectorQuery } from '@/api/plugins';
import { connectionQuery } from '@/api/queries';
import type { ProviderConnection } from '@/api/schema';
import { Ago, Until } from '@/design/Marks';
import { State } from '@/design/State';
import { AskFirst } from '../AskFirst';
import { Trip } from '../connect/Trip';
import { StoredSecret } from './StoredSecret';
import { scopes, words } from './connection';

/** How a provider is connected, and how that is begun anew or ended. Of one without a credential nothing is shown. */
export function Connection({ id, connector }: { id: string; connector: string }) {
  const client = useQueryClient();
  const path = { params: { path: { id } } };
  const query = useQuery(connectionQuery(id));
  const told = query.data;
  const person = told !== undefined && told.state !== 'own';
  const known = useQuery({ ...connectorQuery(connector), enabled: person });
  if (told === undefined || told.auth === 'none') return null;
  const vendor = known.data?.vendor ?? connector;
  const end = async () => {
    await value(api.DELETE('/api/v1/providers/{id}/connection', path));
    await client.invalidateQueries();
  };
  return (
    <>
      <h3>Connection</h3>
      <Facts told={told} />
      {told.secret === undefined ? null : <StoredSecret name={told.secret} />}
      {!person ? null : (
        <>
          <Trip provider={id} vendor={vendor} again={told.state !== 'unconnected'} />
          {told.since === undefined ? null : (
            <div className="acts">
              <AskFirst needs="control:provider.connect" button="Disconnect" look="btn danger" title={`Disconnect ${id}?`} act="Disconnect" keep="Keep it connected" danger onAct={end}>
                <p>
                  Its tokens are forgotten here and given back to {vendor}, where that takes them. It takes no call until somebody connects it again.
                </p>
              </AskFirst>
            </div>
          )}
        </>
      )}
    </>
  );
}

function Facts({ told }: { told: ProviderConnection }) {
  const { of, word, said } = words(told);
  return (
    <dl className="kv">
      <dt>state</dt>
      <dd className="fold">
        <State of={of} word={word} /> {said === undefined ? null : <span className="soft">{said}</span>}
      </dd>
      <dt>credential</dt>
      <dd className="fold">
        <code>{told.auth}</code>
      </dd>
      {told.since === undefined ? null : (
        <>
          <dt>account</dt>
          <dd className="fold">{told.account ?? <span className="soft">the vendor does not tell</span>}</dd>
          <dt>since</dt>
          <dd>
            <Ago at={told.since} />
          </dd>
        </>
      )}
      <Scopes told={told} />
      <Life told={told} />
    </dl>
  );
}

function Scopes({ told }: { told: ProviderConnection }) {
  const rows = scopes(told);
  if (rows.length === 0) return null;
  return (
    <>
      <dt>scopes</dt>
      <dd className="fold">
        {rows.map(({ scope, of, word }) => (
          <span key={scope} className="block">
            <code>{scope}</code> <State of={of} word={word} />
          </span>
        ))}
      </dd>
    </>
  );
}

/** Until when its token is good, and when that was last renewed. */
function Life({ told }: { told: ProviderConnection }) {
  if (told.expires === undefined || told.refreshed === undefined) return null;
  return (
    <>
      <dt>token</dt>
      <dd className="fold">
        expires <Until at={told.expires} />
        <span className="soft">{told.renews === true ? ', renews itself' : ', nothing renews it'}</span>
      </dd>
      <dt>last renewed</dt>
      <dd>{told.refreshed === told.since ? <span className="soft">not yet</span> : <Ago at={told.refreshed} />}</dd>
    </>
  );
}
