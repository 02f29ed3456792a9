import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { pluginsQuery } from '@/api/plugins';
import { often } from '@/api/queries';
import { State } from '@/design/State';
import { list } from '@/format/text';
import { AskFirst } from '../AskFirst';

/** What a provider that is held waits for, and consent given or taken back. Who may not read it is shown nothing. */
export function Consent({ id, egress }: { id: string; egress: readonly string[] }) {
  const client = useQueryClient();
  const path = { params: { path: { id } } };
  const query = useQuery({ queryKey: ['consent', id], queryFn: ({ signal }) => value(api.GET('/api/v1/providers/{id}/consent', { ...path, signal })), refetchInterval: often, retry: false });
  const plugins = useQuery(pluginsQuery);
  if (query.data === undefined) return null;
  const { needed, plugin, pluginVersion, hosts, credential, of } = query.data;
  // Of what a jar reaches nobody is asked.
  const asked = plugins.data?.items.some((one) => one.id === plugin && one.file) ?? false;
  if (!needed && (egress.length === 0 || !asked)) return null;
  const agree = async () => {
    await value(api.POST('/api/v1/providers/{id}/consent', { ...path, body: { of } }));
    await client.invalidateQueries();
  };
  const withdraw = async () => {
    await value(api.DELETE('/api/v1/providers/{id}/consent', path));
    await client.invalidateQueries();
  };
  return (
    <>
      <h3>Consent</h3>
      {needed ? (
        <>
          <p>
            <State of="waiting" word="waits for consent" />{' '}
            <span className="soft">
              {plugin} {pluginVersion} reaches further than was agreed to. Until then it takes no call.
            </span>
          </p>
          <dl className="kv">
            <dt>would reach</dt>
            <dd className="fold">{hosts.length === 0 ? <span className="soft">nothing more</span> : <code>{list(hosts)}</code>}</dd>
            <dt>credential to</dt>
            <dd className="fold">{credential.length === 0 ? <span className="soft">nobody more</span> : <code>{list(credential)}</code>}</dd>
          </dl>
          <div className="acts">
            <AskFirst needs="control:provider.consent" button="Agree" look="btn primary" title={`Agree that ${id} reaches further?`} act="Agree" keep="Not yet" onAct={agree}>
              <p>
                It may go to {hosts.length === 0 ? 'no other place' : list(hosts)} and send its credential to {credential.length === 0 ? 'nobody more' : list(credential)}.
              </p>
            </AskFirst>
          </div>
        </>
      ) : (
        <div className="acts">
          <AskFirst needs="control:provider.consent" button="Take consent back" look="btn danger" title={`Take back what was agreed to for ${id}?`} act="Take it back" keep="Keep it" danger onAct={withdraw}>
            <p>It takes no call at any server until somebody agrees anew to all that it reaches.</p>
          </AskFirst>
        </div>
      )}
    </>
  );
}
