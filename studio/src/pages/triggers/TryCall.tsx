import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Json, TriggerTrial } from '@/api/schema';
import { tryCall } from '@/api/triggers';
import { Allowed } from '@/design/Allowed';
import { Field } from '@/design/Field';
import { State } from '@/design/State';
import { JsonTree } from '@/json/JsonTree';
import { Refused } from '../Refused';

/** What a call with a body of one's own would become; nothing is started. */
export function TryCall({ id }: { id: string }) {
  const [body, setBody] = useState('{}');
  const [wrong, setWrong] = useState<string>();
  const trial = useMutation({ mutationFn: (of: Json) => tryCall(id, of) });
  const send = () => {
    try {
      trial.mutate(JSON.parse(body) as Json);
      setWrong(undefined);
    } catch {
      setWrong('It is no JSON.');
    }
  };
  return (
    <Allowed to="control:content.read">
      <details className="step-test">
        <summary>Try a call</summary>
        <div className="fields">
          <Field name="body" label="body" hint="What a caller sends, as JSON. Nothing is started." wrong={wrong}>
            {(named) => <textarea {...named} className="mono" rows={Math.min(12, body.split('\n').length + 1)} spellCheck={false} value={body} onChange={({ target }) => setBody(target.value)} />}
          </Field>
        </div>
        <div className="acts">
          <button type="button" className="btn primary" disabled={trial.isPending} onClick={send}>
            Try
          </button>
        </div>
        <div aria-live="polite">{trial.data?.items.map((one, at) => <Trial key={at} of={one} />)}</div>
        <Refused error={trial.error} />
      </details>
    </Allowed>
  );
}

function Trial({ of: { taken, reason, input } }: { of: TriggerTrial }) {
  return (
    <>
      <p>
        <State of={taken ? 'started' : 'skipped'} word={taken ? 'would start a run' : 'would start nothing'} /> {reason}
      </p>
      {input === undefined ? null : <JsonTree payload={input as Json} name="input" />}
    </>
  );
}
