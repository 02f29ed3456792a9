import { useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { runQuery } from '@/api/queries';
import type { Run } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { count } from '@/format/text';
import { AskFirst } from '../AskFirst';

/** Cancels the run, after saying what stays. */
export function CancelRun({ run }: { run: Run }) {
  const client = useQueryClient();
  const cancel = async () => {
    await value(api.POST('/api/v1/runs/{id}/cancel', { params: { path: { id: run.id } } }));
    void client.invalidateQueries({ queryKey: runQuery(run.id).queryKey });
  };
  return (
    <AskFirst
      needs="control:run.cancel"
      look="btn danger"
      button={
        <>
          <Icon name="stop" size={14} />
          Cancel run
        </>
      }
      title={`Cancel ${run.workflow}?`}
      act="Cancel run"
      keep="Keep it running"
      onAct={cancel}
    >
      <p className="soft">
        {count(run.progress.done)} of {count(run.progress.total)} are done and stay done. Nothing more is started.
      </p>
    </AskFirst>
  );
}
