import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type SubmitEvent } from 'react';
import { api, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import { capabilityQuery, matrixQuery, providersQuery } from '@/api/queries';
import type { IssuedHook, Provider } from '@/api/schema';
import { Field } from '@/design/Field';
import { Copy } from '@/design/Marks';
import { Asked } from '../Asked';
import { Refused } from '../Refused';
import { Side, SideSkeleton } from '../Side';
import { canRegister, eventWord, registration, toldEvents } from './hooks';

/** The form that makes an endpoint. */
export function NewHook({ onClose, onMade }: { onClose: () => void; onMade: (made: IssuedHook) => void }) {
  const providers = useQuery(providersQuery({}));
  return (
    <Side room="of-event" title="Add an endpoint" label="Add an endpoint" shown="new" onClose={onClose}>
      <Asked query={providers} loading={<SideSkeleton />}>
        {({ items }) => <Form providers={items.filter(({ kind }) => kind !== 'ai' && kind !== 'text')} onMade={onMade} />}
      </Asked>
    </Side>
  );
}

function Form({ providers, onMade }: { providers: readonly Pick<Provider, 'id' | 'kind'>[]; onMade: (made: IssuedHook) => void }) {
  const [draft, setDraft] = useState({ provider: '', secret: '', repository: '' });
  const [events, setEvents] = useState<readonly string[]>([]);
  const [there, setThere] = useState(false);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const client = useQueryClient();
  const matrix = useQuery(matrixQuery({}));
  const able = matrix.data !== undefined && canRegister(matrix.data, draft.provider);
  const capability = useQuery({ ...capabilityQuery(registration), enabled: able });
  const known = capability.data === undefined ? [] : toldEvents(capability.data.input);
  const registers = there && able && known.length > 0;
  const lacks = { provider: draft.provider === '', repository: registers && draft.repository.trim() === '', events: registers && events.length === 0 };
  const create = useMutation({
    mutationFn: () => value(api.POST('/api/v1/webhooks', { body: { provider: draft.provider, ...(registers ? { register: { repository: draft.repository, events: [...events] } } : draft.secret === '' ? {} : { secret: draft.secret }) } })),
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
    const first = (['provider', 'repository', 'events'] as const).find((name) => lacks[name]);
    if (first === undefined) create.mutate();
    else form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
  };
  const theirs = create.isError ? asFailure(create.error).fields : {};
  return (
    <div className="body">
      <form className="fields" ref={form} onSubmit={submit} noValidate aria-label="Add an endpoint">
        <Field name="provider" label="From" hint="Whose vendor calls it." wrong={theirs.provider ?? (tried && lacks.provider ? 'An endpoint belongs to a provider. Choose one.' : undefined)}>
          {(input) => (
            <select {...input} value={draft.provider} onChange={set('provider')}>
              <option value="">choose</option>
              {providers.map(({ id }) => (
                <option key={id} value={id}>
                  {id}
                </option>
              ))}
            </select>
          )}
        </Field>
        {able && known.length > 0 ? (
          <label className="tickline">
            <input type="checkbox" checked={there} onChange={(event) => setThere(event.target.checked)} />
            Make it at the vendor too
          </label>
        ) : null}
        {registers ? (
          <>
            <Field name="repository" label="Repository" hint="As the vendor calls it, such as octo/hello." wrong={theirs['register.repository'] ?? (tried && lacks.repository ? 'A webhook belongs to a repository. Name it.' : undefined)}>
              {(input) => <input {...input} type="text" autoComplete="off" spellCheck={false} value={draft.repository} onChange={set('repository')} />}
            </Field>
            <Told known={known} events={events} wrong={theirs['register.events'] ?? (tried && lacks.events ? 'Choose one at least.' : undefined)} onEvents={setEvents} />
          </>
        ) : (
          <Field name="secret" label="Secret" hint="Only where the vendor makes it. Empty to have one made here, shown once." wrong={theirs.secret}>
            {(input) => <input {...input} type="password" autoComplete="off" value={draft.secret} onChange={set('secret')} />}
          </Field>
        )}
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

/** What the vendor shall tell of. */
function Told({ known, events, wrong, onEvents }: { known: readonly string[]; events: readonly string[]; wrong: string | undefined; onEvents: (events: readonly string[]) => void }) {
  return (
    <div className="field">
      <span className="lab" id="told-events">
        Tells of
      </span>
      <div>
        <div className="checks" role="group" aria-labelledby="told-events">
          {known.map((name) => (
            <label key={name}>
              <input type="checkbox" name="events" checked={events.includes(name)} onChange={(event) => onEvents(event.target.checked ? [...events, name] : events.filter((one) => one !== name))} />
              {eventWord(name)}
            </label>
          ))}
        </div>
        {wrong === undefined ? null : <p className="wrong small">{wrong}</p>}
      </div>
    </div>
  );
}
