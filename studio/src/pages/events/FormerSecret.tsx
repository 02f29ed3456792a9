import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import type { Hook } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { AskFirst } from '../AskFirst';

/** Has a vendor that was told from here take another secret. */
export function SetAtVendor({ hook }: { hook: Hook }) {
  const set = useChange(hook, () => value(api.POST('/api/v1/webhooks/{id}/rotate', { params: { path: { id: hook.id } }, body: { what: 'secret', overlap: '24h' } })));
  const next = (
    <>
      <Icon name="again" size={14} />
      Set a new secret at {hook.provider}
    </>
  );
  return (
    <AskFirst button={next} look="btn primary" title={`Set a new secret at ${hook.provider}?`} act="Set a new secret" keep="Leave it" onAct={set}>
      <p className="soft">
        {hook.atVendor?.repository} gets another hook with a secret that is made here, and what stood there before it is removed. The secret of now is good for a day more.
      </p>
    </AskFirst>
  );
}

/** Lets the secret of before count for a day more. */
export function AcceptFormer({ hook, version }: { hook: Hook; version: number }) {
  const accept = useChange(hook, () => value(api.POST('/api/v1/webhooks/{id}/former', { params: { path: { id: hook.id } }, body: { version, overlap: '24h' } })));
  return (
    <AskFirst button={`Accept version ${version.toString()} for 24 h`} title={`Accept secret ${version.toString()} of ${hook.provider} again?`} act="Accept it for 24 h" keep="Keep refusing it" onAct={accept}>
      <p className="soft">Whoever has it can send events until then. Meanwhile give the vendor the secret of now; do not accept one that leaked.</p>
    </AskFirst>
  );
}

function useChange(hook: Hook, send: () => Promise<unknown>): () => Promise<unknown> {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: send,
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ['webhooks'] }), client.invalidateQueries({ queryKey: ['webhook', hook.id] })]),
  });
  return () => change.mutateAsync();
}
