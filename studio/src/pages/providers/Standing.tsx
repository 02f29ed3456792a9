import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import type { ProviderDetail } from '@/api/schema';
import { AskFirst } from '../AskFirst';

/** Whether a provider is the default of its kind, and how it becomes that or goes. */
export function Standing({ detail: { id, kind, isDefault }, onGone }: { detail: Pick<ProviderDetail, 'id' | 'kind' | 'isDefault'>; onGone: () => void }) {
  const client = useQueryClient();
  const path = { params: { path: { id } } };
  const makeDefault = async () => {
    await value(api.POST('/api/v1/providers/{id}/default', path));
    await client.invalidateQueries();
  };
  const remove = async () => {
    await value(api.DELETE('/api/v1/resources/{kind}/{id}', { params: { path: { kind: 'provider', id } } }));
    onGone();
    await client.invalidateQueries();
  };
  return (
    <>
      {isDefault ? <p className="pb-3 soft">The default of {kind}: calls that name no provider, resource or model and match no route come here.</p> : null}
      <div className="acts">
        {isDefault || kind === '' ? null : (
          <AskFirst needs="control:resource.write" button="Make default" title={`Make ${id} the default of ${kind}?`} act="Make default" keep="Leave it" onAct={makeDefault}>
            <p>Calls of {kind} that name no provider, resource or model and match no route come here from then on.</p>
          </AskFirst>
        )}
        <AskFirst needs="control:resource.write" button="Remove" look="btn danger" title={`Remove ${id}?`} act="Remove" keep="Keep it" danger onAct={remove}>
          <Removal id={id} />
        </AskFirst>
      </div>
    </>
  );
}

/** What the removal means for calls that name no provider. */
function Removal({ id }: { id: string }) {
  const query = useQuery({ queryKey: ['removal', id], queryFn: ({ signal }) => value(api.GET('/api/v1/providers/{id}/removal', { params: { path: { id } }, signal })), retry: false });
  return (
    <>
      {query.data?.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <p>It answers no more calls. Its versions are kept: resource rollback brings it back.</p>
    </>
  );
}
