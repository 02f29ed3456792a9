import { useMutation } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { Refused } from '../Refused';
import { Once } from './Issued';

/** Tells what the vendor gave with its handshake, for those that want it back from a person. It stays in the memory of this panel alone. */
export function GivenSecret({ hook }: { hook: string }) {
  const tell = useMutation({ gcTime: 0, mutationFn: () => value(api.GET('/api/v1/webhooks/{id}/secret', { params: { path: { id: hook } } })) });
  const secret = tell.data?.secret;
  return secret === undefined ? (
    <>
      <div className="links">
        <button type="button" className="btn" disabled={tell.isPending} onClick={() => tell.mutate()}>
          Show what the vendor gave
        </button>
        <span className="soft small replays">some vendors, such as Notion, want it back from you; each showing is in the audit log</span>
      </div>
      <Refused error={tell.error} what="Not shown:" />
    </>
  ) : (
    <>
      <Once name="Secret of the handshake" note="while nothing was verified by it" text={secret} copy="Copy secret" />
      <p className="small soft pt-2">Paste it where the vendor asks for it. It goes when this panel closes.</p>
    </>
  );
}
