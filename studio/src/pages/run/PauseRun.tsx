import { useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { runQuery } from '@/api/queries';
import type { Run } from '@/api/schema';
import { exact } from '@/format/time';
import { AskFirst } from '../AskFirst';

/** Pauses the run, or lets it go on, after saying what that means. */
export function PauseRun({ run }: { run: Pick<Run, 'id' | 'workflow' | 'paused'> }) {
  const client = useQueryClient();
  const paused = run.paused !== undefined;
  const verb = paused ? 'Resume' : 'Pause';
  const act = async () => {
    const asked = { params: { path: { id: run.id } } };
    await value(paused ? api.POST('/api/v1/runs/{id}/resume', asked) : api.POST('/api/v1/runs/{id}/pause', asked));
    void client.invalidateQueries({ queryKey: runQuery(run.id).queryKey });
  };
  return (
    <AskFirst needs="control:run.pause" look="btn" button={verb} title={`${verb} ${run.workflow}?`} act={verb} keep="Leave it" onAct={act}>
      <p className="soft">
        {paused
          ? 'It goes on where it stopped. What fell due meanwhile comes now.'
          : 'Calls under way end; nothing more starts until it resumes. The time limit of the run counts on.'}
      </p>
    </AskFirst>
  );
}

/** Who has paused the run, and since when. */
export function Paused({ run }: { run: Pick<Run, 'paused'> }) {
  if (run.paused === undefined) return null;
  return (
    <p className="reason" role="status">
      Paused by {run.paused.by} since {exact(run.paused.at)}
    </p>
  );
}
