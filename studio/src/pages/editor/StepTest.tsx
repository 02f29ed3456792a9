import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { asFailure } from '@/api/failure';
import { onceKey } from '@/api/once';
import { capabilityQuery } from '@/api/queries';
import type { CheckedWorkflow, Json, StepTrial } from '@/api/schema';
import { callStep, tryStep } from '@/api/workflowEditor';
import { Field } from '@/design/Field';
import { Id } from '@/design/Marks';
import { State } from '@/design/State';
import { JsonTree } from '@/json/JsonTree';
import { Question } from '../AskFirst';
import { Refused } from '../Refused';
import { stepPaths } from './flawed';
import { lastValues, mentioned } from './lastValues';
import { isObject, shownAs, typedAs, valueAt } from './values';

interface Props {
  workflow: string;
  id: string;
  path: string;
  text: string;
  checked: CheckedWorkflow;
}

/** Tests one step on pinned values. What reads only is called; what may change something is shown, and sent only when that is asked for. */
export function StepTest({ workflow, id, path, text, checked }: Props) {
  const step = valueAt(checked.value, path);
  const names = isObject(step) ? mentioned(step, Object.keys(checked.names).filter((name) => name !== 'run' && name !== 'tenant')) : [];
  const [pins, setPins] = useState<Record<string, string>>({});
  const { trial, tried, called, sent, question, closeQuestion, ask } = useStepTest(text, id);
  const last = useMutation({
    mutationFn: () => lastValues(workflow, path, names, checked.value, stepPaths(checked)),
    onSuccess: ({ values }) => setPins((before) => ({ ...before, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shownAs(value)])) })),
  });
  const values = Object.fromEntries(names.flatMap((name) => ((pins[name] ?? '').trim() === '' ? [] : [[name, typedAs({ input: 'value' }, pins[name] ?? '') as Json]])));
  const problems = checked.problems.length > 0;
  return (
    <details className="step-test">
      <summary>Test it on values</summary>
      <div className="fields">
        {names.map((name) => (
          <Field key={name} name={`pin.${name}`} label={name} hint={checked.names[name]}>
            {(named) => <textarea {...named} rows={Math.min(6, (pins[name] ?? '').split('\n').length)} spellCheck={false} value={pins[name] ?? ''} onChange={({ target }) => setPins((before) => ({ ...before, [name]: target.value }))} />}
          </Field>
        ))}
      </div>
      <div className="acts">
        {names.length === 0 ? null : (
          <button type="button" className="btn" disabled={last.isPending} onClick={() => last.mutate()}>
            Values of the last run
          </button>
        )}
        <button type="button" className="btn primary" disabled={problems || trial.isPending} onClick={() => trial.mutate(values)}>
          Test
        </button>
        {last.data === undefined ? null : <span className="soft small">{last.data.run === undefined ? 'It has no run yet.' : <>of <Id id={last.data.run} /></>}</span>}
      </div>
      {problems ? <p className="soft">A text with problems cannot be tested: mend them first.</p> : null}
      {tried === undefined ? null : <Tried tried={tried} called={called} onSend={ask} />}
      <Refused error={trial.error ?? last.error} />
      {question && tried !== undefined ? (
        <Question title={`Call ${tried.capability ?? ''}?`} act="Call it" keep="Not yet" onAct={() => sent(tried)} onClose={closeQuestion}>
          <p>It may change something at the vendor. It is called once, with the input above.</p>
        </Question>
      ) : null}
    </details>
  );
}

type Called = Awaited<ReturnType<typeof callStep>>;

const words: Readonly<Record<StepTrial['outcome'], string>> = {
  skipped: 'skipped by its when',
  call: 'calls',
  output: 'yields',
  arm: 'takes arm',
  items: 'items',
  wait: 'waits until',
  run: 'starts another run with',
  ask: 'asks',
  failed: 'fails',
};

function Tried({ tried, called, onSend }: { tried: StepTrial; called: Called | undefined; onSend: () => void }) {
  const { outcome, capability, input, value, problem } = tried;
  const { data } = useQuery({ ...capabilityQuery(capability ?? ''), enabled: capability !== undefined });
  return (
    <div aria-live="polite">
      <p>
        {outcome === 'failed' ? <State of="failed" word={words.failed} /> : words[outcome]} {capability === undefined ? null : <code>{capability}</code>} {problem}
      </p>
      {input === undefined ? null : <JsonTree payload={input} name="input" />}
      {value === undefined ? null : <JsonTree payload={value} name="value" />}
      {called === undefined ? null : (
        <>
          <h3>Answer</h3>
          <JsonTree payload={called.value} name="answer" />
          {called.decision === undefined ? null : <a href={`/decisions/${called.decision}`}>Why it went there</a>}
        </>
      )}
      {capability === undefined || called !== undefined || data === undefined || data.effect === 'none' ? null : (
        <button type="button" className="btn" onClick={onSend}>
          Call it…
        </button>
      )}
    </div>
  );
}

/** A step's test, and the call that it would make. */
function useStepTest(text: string, id: string) {
  const client = useQueryClient();
  const [tried, setTried] = useState<StepTrial>();
  const [called, setCalled] = useState<Called>();
  const [question, setQuestion] = useState(false);
  const closeQuestion = useCallback(() => setQuestion(false), []);
  // What is sent again after a lost line is the same call.
  const keys = useRef(new Map<string, string>());
  const sent = async (of: StepTrial) => {
    const told = JSON.stringify([of.capability, of.input, of.labels]);
    const key = keys.current.get(told) ?? onceKey();
    keys.current.set(told, key);
    try {
      setCalled(await callStep(of, key));
      keys.current.delete(told);
    } catch (error) {
      if (asFailure(error).status !== 0) keys.current.delete(told);
      throw error;
    }
  };
  const trial = useMutation({
    mutationFn: async (values: Record<string, Json>) => {
      setTried(undefined);
      setCalled(undefined);
      const of = await tryStep(text, id, values);
      setTried(of);
      if (of.capability === undefined) return;
      const { effect } = await client.query(capabilityQuery(of.capability));
      if (effect === 'none') await sent(of);
    },
  });
  return { trial, tried, called, sent, question, closeQuestion, ask: () => setQuestion(true) };
}
