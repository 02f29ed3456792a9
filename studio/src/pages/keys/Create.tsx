import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type SubmitEvent } from 'react';
import { api, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import type { IssuedKey } from '@/api/schema';
import { Field } from '@/design/Field';
import { useNow } from '@/design/now';
import { Copy } from '@/design/Marks';
import { plural } from '@/format/text';
import { Refused } from '../Refused';
import { Side } from '../Side';
import { check, doors, emptyDraft, placed, roles, wanted, type Draft, type Wrong } from './draft';
import type { Surroundings } from './surroundings';

/** What tools of its own are to a key. */
export const toolsHint = 'Capabilities or patterns, of those it may call, that agents see as MCP tools of their own.';

/** The form that makes a key. */
export function CreatePanel({ around, onClose, onMade }: { around: Surroundings; onClose: () => void; onMade: (key: IssuedKey) => void }) {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () => value(api.POST('/api/v1/keys', { body: wanted(draft) })),
    onSuccess: (issued) => {
      onMade(issued);
      return client.invalidateQueries({ queryKey: ['keys'] });
    },
    onError: () => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(),
  });
  const mine = check(draft, now);
  const theirs = create.isError ? placed(asFailure(create.error).fields) : {};
  const shown: Wrong = { ...theirs, ...Object.fromEntries(Object.entries(mine).filter(([name]) => left.has(name))) };
  const set = (name: keyof Draft) => (event: { target: { value: string } }) => {
    create.reset();
    setDraft((before) => ({ ...before, [name]: event.target.value }));
  };
  const leave = (name: string) => setLeft((before) => new Set([...before, name]));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const wrong = Object.keys(mine);
    setLeft(new Set(Object.keys(draft)));
    const [first] = wrong;
    if (first === undefined) create.mutate();
    else form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
  };
  const text = (name: 'name' | 'allow' | 'models' | 'tools' | 'labels', label: string, hint: string, placeholder = '') => (
    <Field name={name} label={label} hint={hint} wrong={shown[name]}>
      {(input) => <input {...input} value={draft[name]} placeholder={placeholder} autoComplete="off" spellCheck={false} onChange={set(name)} onBlur={() => leave(name)} />}
    </Field>
  );
  const held = around.owners.filter(({ kind }) => kind === 'user');
  return (
    <Side room="of-key" title="Create a key" label="Create a key" shown="new" onClose={onClose}>
      <div className="body">
        <form className="fields" ref={form} onSubmit={submit} noValidate aria-label="Create a key">
          {text('name', 'Name', 'For people; no two keys share one.', 'helpdesk-prod')}
          <Field name="owner" label="Owner" hint="Whose limits count its calls too." wrong={shown.owner}>
            {(input) => (
              <select {...input} value={draft.owner} onChange={set('owner')}>
                <option value="">the tenant alone</option>
                {around.owners.map(({ kind, id }) => (
                  <option key={`${kind}/${id}`} value={`${kind}/${id}`}>
                    {kind}/{id}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {held.length === 0 || draft.owner === '' || draft.owner.startsWith('user/') ? null : (
            <Field name="holder" label="Holder" hint="A member who uses it; its calls count under that user too." wrong={shown.holder}>
              {(input) => (
                <select {...input} value={draft.holder} onChange={set('holder')}>
                  <option value="">nobody</option>
                  {held.map(({ id }) => (
                    <option key={id} value={id}>
                      {id}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
          {text('allow', 'May call', 'Capabilities or patterns, with spaces between.')}
          <Field name="role" label="Role" hint="What it may do beside calls." wrong={shown.role}>
            {(input) => (
              <select {...input} value={draft.role} onChange={set('role')}>
                <option value="">none</option>
                {roles.map((role) => (
                  <option key={role} value={role}>
                    {role}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {text('models', 'Models', 'Models, offers or routes, * for any characters; empty allows any.', 'gpt-4* fast')}
          <Doors chosen={draft.doors} wrong={shown.doors} onChange={(next) => setDraft((before) => ({ ...before, doors: next }))} />
          {text('tools', 'Tools', toolsHint, 'tracker.issue.*')}
          {text('labels', 'Labels', 'Stand on each of its calls, whatever the call says.', 'app=shop')}
          <Field name="expires" label="Last day" hint="Empty: never." wrong={shown.expires}>
            {(input) => <input {...input} type="date" value={draft.expires} onChange={set('expires')} onBlur={() => leave('expires')} />}
          </Field>
          {create.isError && Object.keys(theirs).length === 0 ? <Refused error={create.error} what="The key was not created." /> : null}
          <div className="acts">
            <button type="submit" className="btn primary" disabled={create.isPending}>
              Create the key
            </button>
            <button type="button" className="btn" onClick={onClose}>
              Cancel
            </button>
            {Object.keys(shown).length === 0 ? null : <span className="soft small">{plural(Object.keys(shown).length, 'field')} to mend</span>}
          </div>
        </form>
        <h3>Many at once</h3>
        <p className="soft small">All keys of a file are made or none; their secrets go to a file that only you can read.</p>
        <Command text="./auterity key import keys.csv --secrets secrets.csv" />
      </div>
    </Side>
  );
}

export function Command({ text }: { text: string }) {
  return (
    <div className="cmd">
      <code>{text}</code>
      <Copy text={text} label="Copy command" />
    </div>
  );
}

/** Where calls of a key may come in. */
export function Doors({ chosen, wrong, onChange }: { chosen: readonly string[]; wrong: string | undefined; onChange: (doors: readonly string[]) => void }) {
  return (
    <div className="field" role="group" aria-labelledby="doors" aria-describedby="doors-said">
      <span className="lab" id="doors">
        Doors
      </span>
      <div>
        <div className="checks">
          {doors.map((door) => (
            <label key={door}>
              <input type="checkbox" name="doors" aria-invalid={wrong !== undefined} checked={chosen.includes(door)} onChange={({ target }) => onChange(target.checked ? [...chosen, door] : chosen.filter((one) => one !== door))} />
              {door}
            </label>
          ))}
        </div>
        <p id="doors-said" className={wrong === undefined ? 'soft small' : 'wrong small'}>
          {wrong ?? 'None chosen: all. Without rest it cannot reach the control plane.'}
        </p>
      </div>
    </div>
  );
}
