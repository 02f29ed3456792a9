import { useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { runQuery } from '@/api/queries';
import type { Run } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { AskFirst } from '../AskFirst';

interface Remedy {
  verb: 'repair' | 'skip' | 'end';
  label: string;
  says: string;
}

const end: Remedy = { verb: 'end', label: 'End run', says: 'The run counts as failed. What it did stays done; nothing more is started.' };

const unreadable: Remedy[] = [
  {
    verb: 'repair',
    label: 'Repair',
    says: 'Events that cannot be read are set aside, not deleted, and the run goes on. Calls that may have happened unseen are in doubt: you are asked before any of them is made.',
  },
  { verb: 'skip', label: 'Skip step', says: 'As repair, and the step whose event cannot be read is passed over. Later steps see null as its output.' },
  end,
];

/** Of a run that has ended the server each time it was taken up. */
const overwhelming: Remedy[] = [
  {
    verb: 'repair',
    label: 'Try again',
    says: 'The run is taken up again as it is. Give the server more memory before, or it may end the server again.',
  },
  end,
];

/** A run that the server cannot carry on: it is not over and stands still until a person does something about it. */
export function Stalled({ run }: { run: Pick<Run, 'id' | 'stalled'> }) {
  const client = useQueryClient();
  if (run.stalled === undefined) return null;
  const remedies = run.stalled.code === 'too_large' ? overwhelming : unreadable;
  const apply = async (verb: Remedy['verb'], reason: string) => {
    await send(run.id, verb, reason);
    void client.invalidateQueries({ queryKey: runQuery(run.id).queryKey });
  };
  return (
    <>
      <p className="older" role="alert">
        <Icon name="degraded" />
        <b>Not carried on</b> <span>{run.stalled.message}</span> <code>{run.stalled.code}</code>
      </p>
      <div className="acts">
        {remedies.map(({ verb, label, says }) => (
          <AskFirst
            needs="control:run.repair"
            key={verb}
            look={verb === 'end' ? 'btn danger' : 'btn'}
            button={label}
            title={`${label}?`}
            act={label}
            keep="Leave it"
            reason={{ label: 'Reason, kept with the run', needed: true }}
            onAct={(reason = '') => apply(verb, reason)}
          >
            <p className="soft">{says}</p>
          </AskFirst>
        ))}
      </div>
    </>
  );
}

function send(id: string, verb: Remedy['verb'], reason: string): Promise<unknown> {
  const asked = { params: { path: { id } }, body: { reason } };
  switch (verb) {
    case 'end':
      return value(api.POST('/api/v1/runs/{id}/end', asked));
    case 'skip':
      return value(api.POST('/api/v1/runs/{id}/skip', asked));
    case 'repair':
      return value(api.POST('/api/v1/runs/{id}/repair', asked));
  }
}
