import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type SubmitEvent } from 'react';
import { api, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import { providersQuery } from '@/api/queries';
import type { IssuedHook } from '@/api/schema';
import { Field } from '@/design/Field';
import { Copy } from '@/design/Marks';
import { Asked } from '../Asked';
import { Refused } from '../Refused';
import { Side, SideSkeleton } from '../Side';

/** The form that makes an endpoint. */
export function NewHook({ onClose, onMade }: { onClose: () => void; onMade: (made: IssuedHook) => void }) {
  const providers = useQuery(providersQuery({}));
  return (
    <Side room="of-event" title="Add an endpoint" label="Add an endpoint" shown="new" onClose={onClose}>
      <Asked query={providers} loading={<SideSkeleton />}>
        {({ items }) => <Form providers={items.filter(({ kind }) => kind !== 'ai' && kind !== 'text').map(({ id }) => id)} onMade={onMade} />}
      </Asked>
    </Side>
  );
}

function Form({ providers, onMade }: { providers: readonly string[]; onMade: (made: IssuedHook) => void }) {
  const [draft, setDraft] = useState({ provider: '', secret: '' });
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () => value(api.POST('/api/v1/webhooks', { body: { provider: draft.provider, ...(draft.secret === '' ? {} : { secret: draft.secret }) } })),
    onSuccess: (made) => {
      onMade(made);
      return client.invalidateQueries({ queryKey: ['webhooks'] });
    },
  });
  const set = (name: keyof typeof draft) => (event: { target: { value: string } }) => {
    create.reset();
    setDraft((before) => ({ ...before, [name]: event.target.value }));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (draft.provider === '') form.current?.querySelector<HTMLElement>('[name=provider]')?.focus();
    else create.mutate();
  };
  const theirs = create.isError ? asFailure(create.error).fields : {};
  return (
    <div className="body">
      <form className="fields" ref={form} onSubmit={submit} noValidate aria-label="Add an endpoint">
        <Field name="provider" label="From" hint="Whose vendor calls it." wrong={theirs.provider ?? (tried && draft.provider === '' ? 'An endpoint belongs to a provider. Choose one.' : undefined)}>
          {(input) => (
            <select {...input} value={draft.provider} onChange={set('provider')}>
              <option value="">choose</option>
              {providers.map((id) => (
                <option key={id} value={id}>
                  {id}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="secret" label="Secret" hint="Only where the vendor makes it. Empty to have one made here, shown once." wrong={theirs.secret}>
          {(input) => <input {...input} type="password" autoComplete="off" value={draft.secret} onChange={set('secret')} />}
        </Field>
        {create.isError && Object.keys(theirs).length === 0 ? <Refused error={create.error} /> : null}
        <div className="acts">
          <button type="submit" className="btn primary" disabled={create.isPending}>
            Add the endpoint
          </button>
        </div>
      </form>
      <h3>The same in a shell</h3>
      <div className="cmd">
        <code>./auterity webhook create {draft.provider === '' ? 'PROVIDER' : draft.provider}</code>
        <Copy text={`./auterity webhook create ${draft.provider === '' ? 'PROVIDER' : draft.provider}`} label="Copy command" />
      </div>
    </div>
  );
}
