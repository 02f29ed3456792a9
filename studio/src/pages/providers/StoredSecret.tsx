import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api, value } from '@/api/client';
import { often } from '@/api/queries';
import { Ago } from '@/design/Marks';
import { AskFirst } from '../AskFirst';

/** The secret that a provider's credential is made of, by its version and age, which is replaced or taken away here. Its value is shown to nobody. */
export function StoredSecret({ name }: { name: string }) {
  const client = useQueryClient();
  const path = { params: { path: { name } } };
  const query = useQuery({ queryKey: ['secret', name], queryFn: ({ signal }) => value(api.GET('/api/v1/secrets/{name}', { ...path, signal })), refetchInterval: often, retry: false });
  const remove = async () => {
    await value(api.DELETE('/api/v1/secrets/{name}', path));
    await client.invalidateQueries();
  };
  return (
    <>
      <dl className="kv">
        <dt>secret</dt>
        <dd className="fold">
          <code>{name}</code>{' '}
          {query.data === undefined ? null : (
            <span className="soft">
              version {query.data.version}, stored <Ago at={query.data.stored} />
            </span>
          )}
        </dd>
      </dl>
      <div className="acts">
        <Replace name={name} />
        {query.data === undefined ? null : (
          <AskFirst needs="control:secret.write" button="Delete the secret" look="btn danger" title={`Delete the secret ${name}?`} act="Delete it" keep="Keep it" danger onAct={remove}>
            <p>All its versions are forgotten, and whatever else uses it fails, too. Revoke it at the vendor as well: it is good there until then.</p>
          </AskFirst>
        )}
      </div>
    </>
  );
}

function Replace({ name }: { name: string }) {
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const field = useId();
  const store = async () => {
    await value(api.PUT('/api/v1/secrets/{name}', { params: { path: { name } }, body: typed, headers: { 'Content-Type': 'text/plain' }, bodySerializer: (plain: string) => plain }));
    setTyped('');
    await client.invalidateQueries();
  };
  return (
    <AskFirst needs="control:secret.write" button="Replace the secret" title={`Replace the secret ${name}`} act="Replace it" keep="Keep it" ready={typed !== ''} onAct={store}>
      <p>Whatever uses it goes by the new value within seconds, and it may go where the one before it went.</p>
      <label htmlFor={field}>New value</label>
      <input id={field} className="in" type="password" autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
    </AskFirst>
  );
}
