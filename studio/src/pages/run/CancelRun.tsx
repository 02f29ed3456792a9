import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { api, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import { runQuery } from '@/api/queries';
import type { Run } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { Overlay } from '@/design/Overlay';
import { count } from '@/format/text';

/** Cancels the run, after saying what stays. */
export function CancelRun({ run }: { run: Run }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const close = useCallback(() => setAsking(false), []);
  const cancel = useMutation({
    mutationFn: () => value(api.POST('/api/v1/runs/{id}/cancel', { params: { path: { id: run.id } } })),
    onSuccess: () => {
      close();
      return client.invalidateQueries({ queryKey: runQuery(run.id).queryKey });
    },
  });
  return (
    <>
      <button type="button" className="btn danger" onClick={() => setAsking(true)}>
        <Icon name="stop" size={14} />
        Cancel run
      </button>
      {asking ? (
        <Overlay label="Cancel run" onClose={close}>
          <div className="ask">
            <h2>Cancel {run.workflow}?</h2>
            <p className="soft">
              {count(run.progress.done)} of {count(run.progress.total)} are done and stay done. Nothing more is started.
            </p>
            {cancel.isError ? (
              <p className="bad" role="alert">
                {asFailure(cancel.error).title} ({asFailure(cancel.error).code})
              </p>
            ) : null}
            <div className="acts">
              <button type="button" className="btn" onClick={close}>
                Keep it running
              </button>
              <button type="button" className="btn primary" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
                Cancel run
              </button>
            </div>
          </div>
        </Overlay>
      ) : null}
    </>
  );
}
