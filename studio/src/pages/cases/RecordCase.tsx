import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { casesQuery, recordCase } from '@/api/cases';
import { runsQuery } from '@/api/queries';
import { Field } from '@/design/Field';
import { Ago } from '@/design/Marks';
import { State } from '@/design/State';
import { tailId } from '@/format/text';
import { Question } from '../AskFirst';
import { why } from '../runs/row';
import { nameFlaw } from './cases';

/** Asks which run is to be a test case: one of the last that are over, or any by its id. */
export function RecordCase({ workflow, taken, onClose, onMade }: { workflow: string; taken: readonly string[]; onClose: () => void; onMade: (name: string) => void }) {
  const client = useQueryClient();
  const [{ name, run }, write] = useState({ name: '', run: '' });
  const set = (change: Partial<{ name: string; run: string }>) => write((before) => ({ ...before, ...change }));
  const wrong = name === '' ? undefined : nameFlaw(name, taken);
  const record = async () => {
    await recordCase(workflow, name, run.trim());
    await client.invalidateQueries({ queryKey: casesQuery(workflow).queryKey });
    onMade(name);
  };
  return (
    <Question title="Record a run as a test case" act="Record it" keep="Not now" ready={name !== '' && wrong === undefined && run.trim() !== ''} onAct={record} onClose={onClose}>
      <p>What came from outside becomes pins, its end what is expected. Its values stay in the case until that is deleted.</p>
      <Field name="name" label="Name" hint="E.g. one-is-late. It stays." wrong={wrong}>
        {(named) => <input {...named} className="mono" autoComplete="off" spellCheck={false} value={name} onChange={({ target }) => set({ name: target.value })} />}
      </Field>
      <Field name="run" label="Run" hint="One that has succeeded or failed.">
        {(named) => <input {...named} className="mono" autoComplete="off" spellCheck={false} placeholder="run_…" value={run} onChange={({ target }) => set({ run: target.value })} />}
      </Field>
      <LastRuns workflow={workflow} picked={run} onPick={(picked) => set({ run: picked })} />
    </Question>
  );
}

function LastRuns({ workflow, picked, onPick }: { workflow: string; picked: string; onPick: (run: string) => void }) {
  const { data } = useQuery(runsQuery({ workflow, limit: '20' }));
  const over = (data?.items ?? []).filter(({ state }) => state === 'succeeded' || state === 'failed');
  if (data === undefined) return null;
  if (over.length === 0) return <p className="soft">None of its last runs is over.</p>;
  return (
    <ul className="case-runs" aria-label="Last runs">
      {over.map((run) => (
        <li key={run.id}>
          <button type="button" aria-pressed={run.id === picked} onClick={() => onPick(run.id)}>
            <State of={run.state} />
            <code>{tailId(run.id)}</code>
            <span className="soft">
              <Ago at={run.startedAt ?? run.createdAt} /> {why(run)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
