import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { againLabel, inputOf } from '@/api/again';
import { workflowQuery } from '@/api/queries';
import type { Run } from '@/api/schema';
import { Asked } from '../Asked';
import { Side, SideSkeleton } from '../Side';
import { StartForm } from './StartForm';

/** A new run with the input of this one, which may be changed before. */
export function Again({ run, onClose }: { run: Run; onClose: () => void }) {
  const navigate = useNavigate();
  const workflow = useQuery(workflowQuery(run.workflow));
  const input = useQuery({ queryKey: ['run input', run.id], queryFn: ({ signal }) => inputOf(run.id, signal), staleTime: Infinity });
  return (
    <Side room="starting" title="Run again" label={`Run ${run.workflow} again`} shown="again" onClose={onClose}>
      <Asked query={workflow} loading={<SideSkeleton />}>
        {(of) => (
          <Asked query={input} loading={<SideSkeleton />}>
            {(given) => (
              <>
                <p className="soft pad">
                  A new run with the input of this one, all steps anew{of.version === run.version ? '' : `; this one ran v${run.version}, the new one runs v${of.version}`}. What was done outside stays done.
                </p>
                <StartForm workflow={of} given={given} labels={{ [againLabel]: run.id }} act="Run again" onStarted={(id) => void navigate({ to: '/runs/$id', params: { id }, search: {} })} />
              </>
            )}
          </Asked>
        )}
      </Asked>
    </Side>
  );
}
