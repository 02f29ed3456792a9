import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { pluginsQuery } from '@/api/plugins';
import { providersQuery } from '@/api/queries';
import { Refused } from '../Refused';
import { jsonObject, operationsOf } from './notes';
import { Answered } from './Answered';
import { tryOut } from './tryOut';

interface Props {
  text: string;
  /** Whether the text is checked, and can work. */
  ready: boolean;
  /** Whether it is the one that providers run. */
  inForce: boolean;
  plugin: string;
  onLine: (line: number) => void;
}

/** What the file would ask of its vendor for an input, and what it makes of an answer; by a provider it is asked in earnest. */
export function Trial({ text, ready, inForce, plugin, onLine }: Props) {
  const id = useId();
  const operations = operationsOf(text);
  const [asked, setAsked] = useState({ operation: '', provider: '', input: '', config: '', status: '200', reply: '' });
  const set = (name: keyof typeof asked) => (event: { target: { value: string } }) => setAsked((before) => ({ ...before, [name]: event.target.value }));
  const operation = asked.operation === '' ? (operations[0] ?? '') : asked.operation;
  const providers = useProviders(plugin);
  const trial = useMutation({ mutationFn: () => tryOut(text, { ...asked, operation }) });
  const input = jsonObject(asked.input, 'The input');
  const config = jsonObject(asked.config, 'The configuration');
  const wrong = typeof input === 'string' ? input : typeof config === 'string' ? config : asked.provider !== '' && !inForce ? `${asked.provider} runs what is in force, not this text. Publish it first.` : undefined;
  const able = ready && wrong === undefined && operation !== '' && !trial.isPending;
  const go = () => able && trial.mutate();
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
      {trial.data === undefined ? null : <Answered tried={trial.data} onLine={onLine} />}
    </section>
  );
}

/** The caller's providers that run this plugin. */
function useProviders(plugin: string): string[] {
  const plugins = useQuery(pluginsQuery);
  const providers = useQuery(providersQuery({}));
  const brought = plugins.data?.items.find(({ id }) => id === plugin)?.connectors ?? [];
  return (providers.data?.items ?? []).filter(({ connector }) => brought.includes(connector)).map(({ id }) => id);
}
