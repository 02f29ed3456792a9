import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useId, useState } from 'react';
import { api, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import { runQuery } from '@/api/queries';
import type { Run } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { Overlay } from '@/design/Overlay';

interface Remedy {
  verb: 'repair' | 'skip' | 'end';
  label: string;
  says: string;
}

const remedies: Remedy[] = [
  {
    verb: 'repair',
    label: 'Repair',
    says: 'Events that cannot be read are set aside, not deleted, and the run goes on. Calls that may have happened unseen are in doubt: you are asked before any of them is made.',
  },
  { verb: 'skip', label: 'Skip step', says: 'As repair, and the step whose event cannot be read is passed over. Later steps see null as its output.' },
  { verb: 'end', label: 'End run', says: 'The run counts as failed. What it did stays done; nothing more is started.' },
];

/** A run that the server cannot read back: it is not over and does not go on, until somebody does something about it. */
export function Stalled({ run }: { run: Pick<Run, 'id' | 'stalled'> }) {
  const [asking, setAsking] = useState<Remedy>();
  const close = useCallback(() => setAsking(undefined), []);
  if (run.stalled === undefined) return null;
  return (
    <>
      <p className="older" role="alert">
        <Icon name="degraded" />
        <b>Not carried on</b> <span>{run.stalled.message}</span> <code>{run.stalled.code}</code>
      </p>
      <div className="acts">
        {remedies.map((remedy) => (
          <button key={remedy.verb} type="button" className={remedy.verb === 'end' ? 'btn danger' : 'btn'} onClick={() => setAsking(remedy)}>
            {remedy.label}
          </button>
        ))}
      </div>
      {asking === undefined ? null : <Ask run={run.id} remedy={asking} onClose={close} />}
    </>
  );
}

function Ask({ run, remedy: { verb, label, says }, onClose }: { run: string; remedy: Remedy; onClose: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const send = useMutation({
    mutationFn: () => {
      const params = { path: { id: run } };
      if (verb === 'end') return value(api.POST('/api/v1/runs/{id}/end', { params, body: { reason } }));
      if (verb === 'skip') return value(api.POST('/api/v1/runs/{id}/skip', { params, body: { reason } }));
      return value(api.POST('/api/v1/runs/{id}/repair', { params, body: { reason } }));
    },
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: runQuery(run).queryKey });
    },
  });
  return (
    <Overlay label={label} onClose={onClose}>
      <div className="ask">
        <h2>{label}?</h2>
        <p className="soft">{says}</p>
        <label htmlFor={id}>Reason, kept with the run</label>
        <textarea id={id} rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
        {send.isError ? (
          <p className="bad" role="alert">
            {asFailure(send.error).message} ({asFailure(send.error).code})
          </p>
        ) : null}
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            Leave it
          </button>
          <button type="button" className="btn primary" disabled={send.isPending || reason.trim() === ''} onClick={() => send.mutate()}>
            {label}
          </button>
        </div>
      </div>
    </Overlay>
  );
}
