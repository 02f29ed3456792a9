import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { asFailure } from '@/api/failure';
import { onceKey } from '@/api/once';
import { pluginsQuery } from '@/api/plugins';
import { capabilityQuery, providersQuery } from '@/api/queries';
import type { PluginTrial } from '@/api/schema';
import { Question } from '../AskFirst';
import { Refused } from '../Refused';
import { jsonObject, operationsOf } from './notes';
import { Answered } from './Answered';
import { rehearse, requireInForce, send, type Asked, type Tried } from './tryOut';

interface Props {
  text: string;
  /** Whether the text is checked, and can work. */
  ready: boolean;
  /** Whether it is the one that providers run, as far as this page knows. */
  inForce: boolean;
  plugin: string;
  /** The version that this page takes to be in force. */
  version: number;
  onLine: (line: number) => void;
}

/** What the file would ask of its vendor for an input, and what it makes of an answer; by a provider it is asked in earnest. */
export function Trial({ text, ready, inForce, plugin, version, onLine }: Props) {
  const id = useId();
  const operations = operationsOf(text);
  const [asked, setAsked] = useState({ operation: '', provider: '', input: '', config: '', status: '200', reply: '' });
  const set = (name: keyof typeof asked) => (event: { target: { value: string } }) => setAsked((before) => ({ ...before, [name]: event.target.value }));
  const operation = asked.operation === '' ? (operations[0] ?? '') : asked.operation;
  const providers = useProviders(plugin);
  const { trial, tried, question, closeQuestion, sent } = useTrial(text, plugin, version);
  const input = jsonObject(asked.input, 'The input');
  const config = jsonObject(asked.config, 'The configuration');
  const wrong = typeof input === 'string' ? input : typeof config === 'string' ? config : asked.provider !== '' && !inForce ? `${asked.provider} runs what is in force, not this text. Publish it first.` : undefined;
  const able = ready && wrong === undefined && operation !== '' && !trial.isPending;
  const go = () => able && trial.mutate({ ...asked, operation });
  useEffect(() => {
    const enter = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      go();
    };
    window.addEventListener('keydown', enter);
    return () => window.removeEventListener('keydown', enter);
  });
  return (
    <section className="trial" aria-label="Try it">
      <div className="cap">
        <h2>Try it</h2>
        <select className="in" aria-label="Operation" value={operation} onChange={set('operation')}>
          {operations.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <select className="in" aria-label="By" value={asked.provider} onChange={set('provider')}>
          <option value="">nothing leaves</option>
          {providers.map((name) => (
            <option key={name} value={name}>
              send it by {name}
            </option>
          ))}
        </select>
        <span className="grow" />
        <button type="button" className="btn primary" disabled={!able} onClick={go}>
          {asked.provider === '' ? 'Try' : 'Send'} <kbd>Ctrl Enter</kbd>
        </button>
      </div>
      <div className="given">
        <label htmlFor={`${id}-input`}>Input</label>
        <input id={`${id}-input`} className="in" autoComplete="off" spellCheck={false} placeholder='{"name": "Debts"}; what lacks comes from the samples' value={asked.input} onChange={set('input')} />
        {asked.provider === '' ? (
          <>
            <label htmlFor={`${id}-config`}>Config</label>
            <input id={`${id}-config`} className="in" autoComplete="off" spellCheck={false} placeholder='{"url": "https://vendor.example"}' value={asked.config} onChange={set('config')} />
            <label htmlFor={`${id}-reply`}>Answer</label>
            <span className="reply">
              <input className="in" aria-label="Status of the answer" inputMode="numeric" maxLength={3} value={asked.status} onChange={set('status')} />
              <textarea id={`${id}-reply`} className="area" rows={2} spellCheck={false} placeholder="What the vendor would answer; empty to see the request alone" value={asked.reply} onChange={set('reply')} />
            </span>
          </>
        ) : null}
      </div>
      {wrong === undefined ? null : <p className="told bad">{wrong}</p>}
      <div className="told">
        <Refused error={trial.error} />
      </div>
      {tried === undefined ? null : <Answered tried={tried} onLine={onLine} />}
      {question === undefined ? null : (
        <Question title={`Send ${question.of.capability} by ${question.provider}?`} act="Send" keep="Not yet" onAct={() => sent(question)} onClose={closeQuestion}>
          <p>It may change something at the vendor. It is called once, with this input:</p>
          <pre>{JSON.stringify(question.of.input, null, 2)}</pre>
        </Question>
      )}
    </section>
  );
}

/** What was rehearsed, to be sent by a provider. */
interface Ready {
  of: PluginTrial;
  provider: string;
}

/** Rehearses, and sends by a provider: what may change something there only when that was asked. */
function useTrial(text: string, plugin: string, version: number) {
  const client = useQueryClient();
  const [tried, setTried] = useState<Tried>();
  const [question, setQuestion] = useState<Ready>();
  const closeQuestion = useCallback(() => setQuestion(undefined), []);
  // What is sent again after a lost line is the same call.
  const keys = useRef(new Map<string, string>());
  const sent = async ({ of, provider }: Ready) => {
    await requireInForce(plugin, version);
    const told = JSON.stringify([of.capability, provider, of.input]);
    const key = keys.current.get(told) ?? onceKey();
    keys.current.set(told, key);
    try {
      setTried(await send(of, provider, key));
      keys.current.delete(told);
    } catch (error) {
      if (asFailure(error).status !== 0) keys.current.delete(told);
      throw error;
    }
  };
  const trial = useMutation({
    mutationFn: async (asked: Asked) => {
      setTried(undefined);
      const of = await rehearse(text, asked);
      const { provider } = asked;
      if (provider === '') {
        setTried(of);
        return;
      }
      const { effect } = await client.query(capabilityQuery(of.capability));
      if (effect === 'none') await sent({ of, provider });
      else setQuestion({ of, provider });
    },
  });
  return { trial, tried, question, closeQuestion, sent };
}

/** The caller's providers that run this plugin. */
function useProviders(plugin: string): string[] {
  const plugins = useQuery(pluginsQuery);
  const providers = useQuery(providersQuery({}));
  const brought = plugins.data?.items.find(({ id }) => id === plugin)?.connectors ?? [];
  return (providers.data?.items ?? []).filter(({ connector }) => brought.includes(connector)).map(({ id }) => id);
}
