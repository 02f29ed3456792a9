import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import { Allowed } from '@/design/Allowed';

interface Props {
  kind: string;
  id: string;
  /** The version in force. */
  now: number;
  /** The one that is gone back to. */
  to: number;
  onDone: () => void;
}

/** Applies an earlier version of a resource as the next one. */
export function RollBack({ kind, id, now, to, onDone }: Props) {
  const client = useQueryClient();
  const back = useMutation({
    mutationFn: () => value(api.POST('/api/v1/resources/{kind}/{id}/rollback', { params: { path: { kind, id } }, body: { version: to } })),
    onSuccess: async () => {
      await client.invalidateQueries();
      onDone();
    },
  });
  return (
    <div className="under">
      {back.isError ? (
        <span className="bad" role="alert">
          {asFailure(back.error).title} {asFailure(back.error).message} ({asFailure(back.error).code})
        </span>
      ) : (
        <span className="soft small">It is applied as v{now + 1}, with all checks.</span>
      )}
      <span className="grow" />
      <Allowed to="control:resource.write">
        <button type="button" className="btn primary" disabled={back.isPending} onClick={() => back.mutate()}>
          Go back to v{to}
        </button>
      </Allowed>
    </div>
  );
}
