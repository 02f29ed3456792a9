import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { asFailure } from '@/api/failure';
import { onceKey } from '@/api/once';
import { capabilityQuery } from '@/api/queries';
import type { CheckedWorkflow, Json, StepTrial } from '@/api/schema';
import { callStep, tryStep } from '@/api/workflowEditor';
import { Field } from '@/design/Field';
import { Id } from '@/design/Marks';
import { State } from '@/design/State';
import { plural } from '@/format/text';
import { JsonTree } from '@/json/JsonTree';
import { Question } from '../AskFirst';
import { Refused } from '../Refused';
import { inShort } from './completion';
import { stepPaths } from './flawed';
import { lastValues, mentioned } from './lastValues';
import { asked, before, runUpTo, type Ran } from './upTo';
import { isObject, shownAs, typedAs, valueAt } from './values';

interface Props {
  open: boolean;
  onOpen: (open: boolean) => void;
  workflow: string;
  id: string;
  path: string;
  text: string;
  checked: CheckedWorkflow;
}

/** Tests one step on pinned values. What reads only is called; what may change something is shown, and sent only when that is asked for. */
export function StepTest({ open, onOpen, workflow, id, path, text, checked }: Props) {
  const place = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (open) place.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const step = valueAt(checked.value, path);
  const paths = stepPaths(checked);
  const way = before(id, paths);
  const own = isObject(step) ? mentioned(step, Object.keys(checked.names).filter((name) => name !== 'run' && name !== 'tenant' && !name.includes('.'))) : [];
  const [pins, setPins] = useState<Record<string, string>>({});
  const { trial, tried, called, sent, question, closeQuestion, ask } = useStepTest(text, id);
  const { up, ran, stop } = useUpTo({ id, paths, value: checked.value, text });
  // What could not be had of steps before is asked for as well.
  const names = [...new Set([...own, ...(way.length === 0 ? [] : asked(id, paths, checked.value)), ...ran.filter(({ how }) => how === 'not sent' || how === 'no value').map((one) => one.id)])];
  const last = useMutation({
    mutationFn: () => lastValues(workflow, path, names, checked.value, paths),
    onSuccess: ({ values }) => setPins((before) => ({ ...before, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shownAs(value)])) })),
  });
  const values = Object.fromEntries(names.flatMap((name) => ((pins[name] ?? '').trim() === '' ? [] : [[name, typedAs({ input: 'value' }, pins[name] ?? '') as Json]])));
  const problems = checked.problems.length > 0;
  return (
    <details className="step-test" open={open} ref={place} onToggle={({ currentTarget }) => onOpen(currentTarget.open)}>
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
        {way.length === 0 ? null : up.isPending ? (
          <button type="button" className="btn" onClick={stop}>
            Stop
          </button>
        ) : (
          <button type="button" className="btn" disabled={problems || trial.isPending} onClick={() => up.mutate(values, { onSuccess: (known) => known !== undefined && trial.mutate(known) })}>
            Test up to here
          </button>
        )}
        {last.data === undefined ? null : <span className="soft small">{last.data.run === undefined ? 'It has no run yet.' : <>of <Id id={last.data.run} /></>}</span>}
      </div>
      {problems ? <p className="soft">A text with problems cannot be tested: mend them first.</p> : null}
      <Way ran={ran} of={way.length} under={up.isPending} />
      {tried === undefined ? null : <Tried tried={tried} called={called} onSend={ask} />}
      <Refused error={trial.error ?? up.error ?? last.error} />
      {question && tried !== undefined ? (
        <Question title={`Call ${tried.capability ?? ''}?`} act="Call it" keep="Not yet" onAct={() => sent(tried)} onClose={closeQuestion}>
          <p>It may change something at the vendor. It is called once, with the input above.</p>
        </Question>
      ) : null}
    </details>
  );
}

const hows: Readonly<Record<Ran['how'], { of: string; word: string }>> = {
  given: { of: 'succeeded', word: 'given' },
  computed: { of: 'succeeded', word: 'computed' },
  called: { of: 'succeeded', word: 'called' },
  skipped: { of: 'skipped', word: 'skipped' },
  'not sent': { of: 'waiting', word: 'not sent' },
  'no value': { of: 'waiting', word: 'no value' },
  failed: { of: 'failed', word: 'failed' },
};

/** What became of the steps before. */
function Way({ ran, of, under }: { ran: readonly Ran[]; of: number; under: boolean }) {
  if (ran.length === 0 && !under) return null;
  return (
    <section aria-label="Steps before it" aria-busy={under}>
      <p className="soft small" role="status">
        {ran.length} of {plural(of, 'step')} before it
      </p>
      <ol className="way-there">
        {ran.map(({ id, how, value, input, problem }) => (
          <li key={id}>
            <code>{id}</code> <State {...hows[how]} /> <span className="soft">{problem ?? inShort(value ?? input)}</span>
          </li>
        ))}
      </ol>
    </section>
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

/** Tries the steps before one, until it is stopped. */
function useUpTo({ id, paths, value, text }: { id: string; paths: ReadonlyMap<string, string>; value: unknown; text: string }) {
  const client = useQueryClient();
  const [ran, setRan] = useState<readonly Ran[]>([]);
  const stopped = useRef<AbortController>(undefined);
  const stop = useCallback(() => stopped.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const up = useMutation({
    mutationFn: async (given: Record<string, Json>) => {
      const control = new AbortController();
      stopped.current = control;
      setRan([]);
      const values = await runUpTo(id, paths, value, given, {
        trial: (step, known) => tryStep(text, step, known),
        reads: async (capability) => (await client.query(capabilityQuery(capability))).effect === 'none',
        call: async (of) => (await callStep(of, onceKey())).value,
        onRan: (one) => setRan((before) => [...before, one]),
        signal: control.signal,
      });
      return control.signal.aborted ? undefined : values;
    },
  });
  return { up, ran, stop };
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
