import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { Field } from '@/design/Field';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Question } from '../AskFirst';

const fits = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

/** Begins a workflow under an id of one's own. `N` does too. */
export function NewWorkflow({ taken }: { taken: readonly string[] }) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [id, setId] = useState('');
  const close = useCallback(() => setAsking(false), []);
  useEffect(() => onKey('n', () => setAsking(true)), []);
  const wrong = id === '' ? undefined : !fits.test(id) ? 'Small letters, digits, . _ and -, at most 63.' : taken.includes(id) ? 'There is one of that id: open it.' : undefined;
  const go = () => navigate({ to: '/workflows/$id/edit', params: { id }, search: {} });
  return (
    <>
      <button type="button" className="btn" onClick={() => setAsking(true)}>
        <Icon name="add" size={14} />
        New workflow <kbd>N</kbd>
      </button>
      {asking ? (
        <Question title="New workflow" act="Write it" keep="Not now" ready={id !== '' && wrong === undefined} onAct={go} onClose={close}>
          <p>It is a draft until it is published.</p>
          <Field name="id" label="Id" hint="E.g. refund. It stays." wrong={wrong}>
            {(named) => <input {...named} className="mono" autoComplete="off" spellCheck={false} value={id} onChange={({ target }) => setId(target.value)} />}
          </Field>
        </Question>
      ) : null}
    </>
  );
}
