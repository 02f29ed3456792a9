import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import { list, plural } from '@/format/text';
import { ending, stretches, type Finding } from './marked';
import { streamRows, type StreamRun } from './streamed';

/** A text that is looked at by one rule, or for all that is found without settings; nothing is sent or kept. */
export function Try({ rule }: { rule?: string }) {
  const [text, setText] = useState('');
  const [tool, setTool] = useState(false);
  const [stream, setStream] = useState(false);
  const look = useMutation({
    mutationFn: async (of: { text: string; tool: boolean; stream: boolean }) => ({
      text: of.text,
      ...(await value(api.POST('/api/v1/guardrails/test', { body: { ...of, ...(rule === undefined ? {} : { guardrail: rule }) } }))),
    }),
  });
  return (
    <section aria-label="Try a text">
      <h3>
        <span>Try a text</span>
        <span>nothing is sent or kept</span>
      </h3>
      {rule === undefined ? <p className="soft small pb-2">For all that is found without settings: personal data, secrets, injections. Open a rule to try it alone.</p> : null}
      <textarea id="try-text" aria-label="Text to try" className="area" rows={3} value={text} placeholder="Call +49 30 5550 1234 about the key sk-…" onChange={({ target }) => setText(target.value)} />
      <div className="under">
        <label className="ck">
          <input type="checkbox" checked={tool} onChange={({ target }) => setTool(target.checked)} /> a tool or a document says it
        </label>
        <label className="ck">
          <input type="checkbox" checked={stream} onChange={({ target }) => setStream(target.checked)} /> as a stream too
        </label>
        <span className="grow" />
        <button type="button" className="btn" disabled={text === '' || look.isPending} onClick={() => look.mutate({ text, tool, stream })}>
          Try
        </button>
      </div>
      {look.isError ? (
        <p className="bad" role="alert">
          {asFailure(look.error).title}: {asFailure(look.error).message} <code>{asFailure(look.error).code}</code>
        </p>
      ) : null}
      {look.data === undefined ? null : <Looked text={look.data.text} findings={look.data.findings} />}
      {look.data?.stream === undefined ? null : <Streamed of={look.data.stream} />}
    </section>
  );
}

function Looked({ text, findings }: { text: string; findings: readonly Finding[] }) {
  return (
    <div role="status">
      <p className="tried">
        {stretches(text, findings).map((stretch) => {
          if (stretch.found.length === 0) return <span key={stretch.from}>{stretch.text}</span>;
          const names = ending(stretch);
          return (
            <mark key={stretch.from} title={list(stretch.found.map(({ guardrail, kind }) => `${kind}, found by ${guardrail}`))}>
              {stretch.text}
              {names.length === 0 ? null : <sup>{names.join(', ')}</sup>}
            </mark>
          );
        })}
      </p>
      <p className="soft small">{findings.length === 0 ? 'Nothing is found.' : `${plural(findings.length, 'finding')}: ${list([...new Set(findings.map(({ kind }) => kind.replaceAll('_', ' ')))])}.`}</p>
    </div>
  );
}

/** The text as an answer that comes word by word: what had come each time when something went on to the caller. */
function Streamed({ of }: { of: StreamRun }) {
  return (
    <table className="streamed">
      <caption>As a stream, word by word</caption>
      <thead>
        <tr>
          <th scope="col">came</th>
          <th scope="col">went to the caller</th>
        </tr>
      </thead>
      <tbody>
        {streamRows(of).map(({ came, went, words }, at) => (
          <tr key={at}>
            <td>
              {came === '' ? <span className="soft">the end</span> : came}
              {words > 1 ? <span className="soft"> held for {words - 1} more</span> : null}
            </td>
            <td>{went === '' ? <span className="soft">nothing more</span> : went}</td>
          </tr>
        ))}
        {of.refused === undefined ? null : (
          <tr>
            <td colSpan={2} className="bad">
              ended: {of.refused}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
