import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { runAgain } from '@/api/again';
import { onceKey } from '@/api/once';
import type { Run } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { AskFirst } from '../AskFirst';

/** Does a failed run again as it was: a new run with the same input. */
export function Retry({ run }: { run: Run }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const key = useRef(onceKey());
  const retry = async () => {
    const started = await runAgain(run, key.current);
    void client.invalidateQueries({ queryKey: ['runs'] });
    void navigate({ to: '/runs/$id', params: { id: started.id }, search: {} });
  };
  return (
    <AskFirst
      button={
        <>
          <Icon name="again" size={14} />
          Retry
        </>
      }
      look="btn"
      title={`Retry ${run.workflow}?`}
      act="Retry"
      keep="Leave it"
      onAct={retry}
    >
      <p className="soft">A new run begins with the same input, all steps anew, by the version in force. What this one did outside stays done and may be done again.</p>
    </AskFirst>
  );
}
