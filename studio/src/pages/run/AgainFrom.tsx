import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { api, exactBody, value } from '@/api/client';
import { parseExact, stringifyExact } from '@/api/exact';
import { runQuery } from '@/api/queries';
import type { Run, StepDetail } from '@/api/schema';
import { isOver } from '@/api/state';
import { StateIcon } from '@/design/State';
import { AskFirst } from '../AskFirst';

/** Whether a run that is over may go on itself. */
export function canGoAgain(state: Run['state']): boolean {
  return state === 'failed' || state === 'cancelled';
}

type From = Pick<StepDetail, 'key' | 'type' | 'input'>;

interface Props {
  run: Pick<Run, 'id' | 'workflow' | 'state'>;
  /** Absent for the steps that failed. */
  step?: From;
}

/** Lets what a run did go again, from a step or from those that failed: in the same run, or in another one that takes over what was done before. */
export function AgainFrom({ run, step }: Props) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const own = step === undefined ? '' : editable(step);
  const [typed, setTyped] = useState(own);
  const [other, setOther] = useState(false);
  const anew = other || !canGoAgain(run.state);
  const wrong = typed === own ? undefined : malformed(typed);
  const act = async () => {
    const body = { ...(step === undefined ? {} : { from: step.key }), ...(typed === own ? {} : { input: parseExact(typed) as Record<string, unknown> }), ...(anew ? { anew } : {}) };
    const told = await value(api.POST('/api/v1/runs/{id}/again', { params: { path: { id: run.id } }, body, bodySerializer: exactBody }));
    void client.resetQueries({ queryKey: runQuery(run.id).queryKey });
    if (anew) void navigate({ to: '/runs/$id', params: { id: told.id }, search: {} });
  };
  if (!isOver(run.state)) return null;
  return (
    <AskFirst needs="control:run.again" button={step === undefined ? 'Go on' : 'Again from here'} title={`Again from ${step?.key ?? 'what failed'}?`} act="Again" keep="Leave it" ready={wrong === undefined} onAct={act}>
      <p className="soft">
        {anew
          ? 'Another run takes over what was done before this step, and goes on by the version in force.'
          : 'The same run goes on: this and what follows it are done again, with further effects outside. What was done before stays done.'}
      </p>
      {own === '' ? null : <Given typed={typed} wrong={wrong} onType={setTyped} />}
      {step === undefined || !canGoAgain(run.state) ? null : (
        <label>
          <input type="checkbox" checked={other} onChange={(event) => setOther(event.target.checked)} /> in another run, by the version in force
        </label>
      )}
    </AskFirst>
  );
}

function Given({ typed, wrong, onType }: { typed: string; wrong: string | undefined; onType: (text: string) => void }) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>
        Its input <span className="soft">JSON; the step is given this in place of its own</span>
      </label>
      <textarea id={id} className="area mono" rows={6} spellCheck={false} value={typed} onChange={(event) => onType(event.target.value)} aria-invalid={wrong !== undefined} aria-describedby={wrong === undefined ? undefined : `${id}-wrong`} />
      {wrong === undefined ? null : (
        <p className="bad" id={`${id}-wrong`} role="alert">
          <StateIcon of="failed" bare /> {wrong}
        </p>
      )}
    </>
  );
}

/** The input of a call, as text; empty for what is too long to be shown or is no call. */
function editable({ type, input }: From): string {
  const cut = typeof input === 'object' && input !== null && 'truncated' in input;
  return type !== 'call' || input === null || cut ? '' : stringifyExact(input, 2);
}

function malformed(text: string): string | undefined {
  try {
    const read = parseExact(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? undefined : 'An input is an object, e.g. {"text": "late"}.';
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
