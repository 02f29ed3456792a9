import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { api, value } from '@/api/client';
import { ApiFailure, asFailure } from '@/api/failure';
import { keyQuery } from '@/api/queries';
import type { Key } from '@/api/schema';
import { Field } from '@/design/Field';
import { useNow } from '@/design/now';
import { Asked } from '../Asked';
import { Refused } from '../Refused';
import { Side, SideSkeleton } from '../Side';
import { Doors, toolsHint } from './Create';
import { placed, type Wrong } from './draft';
import { changeOf, checkEdit, editOf, type Edit } from './edit';
import { askAgain } from './Rotate';
import type { Surroundings } from './surroundings';

interface Props {
  id: string;
  around: Surroundings;
  /** Leads back to the key. */
  onClose: () => void;
}

/** The form that changes a key without another secret. */
export function ChangeKey({ id, around, onClose }: Props) {
  const query = useQuery(keyQuery(id));
  const title = `Change ${query.data?.name ?? id}`;
  return (
    <Side room="of-key" title={title} label={title} shown={`change ${id}`} settled={!query.isPending} closing="Close form" onClose={onClose}>
      <Asked query={query} loading={<SideSkeleton />}>
        {(key) => (
          <div className="body">
            <ChangeForm key={key.id} of={key} around={around} onClose={onClose} />
          </div>
        )}
      </Asked>
    </Side>
  );
}

/** What is written begins with the key as it was when the form was opened, and is not written over by what others change meanwhile. */
export function ChangeForm({ of, around, onClose }: Omit<Props, 'id'> & { of: Key }) {
  const [before] = useState(of);
  const [edit, setEdit] = useState<Edit>(() => editOf(of));
  const now = useNow();
  const client = useQueryClient();
  const change = changeOf(before, edit);
  const save = useMutation({
    mutationFn: async () => {
      try {
        return await value(api.PATCH('/api/v1/keys/{id}', { params: { path: { id: of.id } }, body: { ...change, version: before.version } }));
      } catch (error) {
        throw asFailure(error).code === 'conflict' ? await overtaken(client, before, error) : error;
      }
    },
    onSuccess: async () => {
      await askAgain(client, of);
      onClose();
    },
  });
  const mine = checkEdit(before, edit, now);
  const users = usersFor(before, around);
  const failure = save.isError ? asFailure(save.error) : undefined;
  const theirs = placed(failure?.fields ?? {}, [...(users.length === 0 ? [] : ['holder']), 'models', 'tools', 'doors', 'labels', 'expires']);
  const wrong = { ...theirs, ...mine };
  const set = (next: Partial<Edit>) => {
    save.reset();
    setEdit((last) => ({ ...last, ...next }));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (change !== undefined && Object.keys(mine).length === 0) save.mutate();
  };
  return (
    <form className="fields" onSubmit={submit} noValidate aria-label={`Change ${of.name}`}>
      <ChangeFields users={users} edit={edit} wrong={wrong} set={set} />
      <p className="soft small">Its name, its owner and what it is granted stay for good: make another key. Calls under way end as they began.</p>
      {failure !== undefined && Object.keys(theirs).length < Math.max(1, Object.keys(failure.fields).length) ? <Refused error={save.error} what="Nothing was changed." /> : null}
      <div className="acts">
        <button type="submit" className="btn primary" disabled={change === undefined || Object.keys(mine).length > 0 || save.isPending}>
          Put the change in force
        </button>
        <button type="button" className="btn" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

/** Why the key that was opened could not be changed, where somebody else changed it since; the server's own words where nobody did. */
async function overtaken(client: QueryClient, before: Key, refused: unknown): Promise<unknown> {
  const known = await client.query({ ...keyQuery(before.id), staleTime: 0 }).catch(() => undefined);
  const ended = known?.revoked !== undefined;
  if (known === undefined || known.version === before.version || ended) return refused;
  return new ApiFailure('Changed elsewhere', `${before.name} was changed by somebody else since you opened it. Cancel and begin again from there.`, 'conflict', 'caller', false, 409, {}, {});
}

/** Who may hold it; nobody where it is a user's own, or the tenant's. */
function usersFor(of: Key, around: Surroundings): string[] {
  if (of.owner === undefined || of.owner.startsWith('user/')) return [];
  return [...new Set([...around.owners.filter(({ kind }) => kind === 'user').map(({ id }) => id), ...(of.holder === undefined ? [] : [of.holder])])];
}

function ChangeFields({ users, edit, wrong, set }: { users: readonly string[]; edit: Edit; wrong: Wrong; set: (next: Partial<Edit>) => void }) {
  return (
    <>
      {users.length > 0 ? (
        <Field name="holder" label="Holder" hint="A member who uses it; its calls count under that user too." wrong={wrong.holder}>
          {(input) => (
            <select {...input} value={edit.holder} onChange={({ target }) => set({ holder: target.value })}>
              <option value="">nobody</option>
              {users.map((user) => (
                <option key={user} value={user}>
                  {user}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      <Field name="models" label="Models" hint="Models, offers or routes, * for any characters; empty allows any." wrong={wrong.models}>
        {(input) => <input {...input} value={edit.models} placeholder="gpt-4* fast" autoComplete="off" spellCheck={false} onChange={({ target }) => set({ models: target.value })} />}
      </Field>
      <Field name="tools" label="Tools" hint={toolsHint} wrong={wrong.tools}>
        {(input) => <input {...input} value={edit.tools} placeholder="tracker.issue.*" autoComplete="off" spellCheck={false} onChange={({ target }) => set({ tools: target.value })} />}
      </Field>
      <Doors chosen={edit.doors} wrong={wrong.doors} onChange={(doors) => set({ doors })} />
      <Field name="labels" label="Labels" hint="One a line; they stand on each of its calls." wrong={wrong.labels}>
        {(input) => <textarea {...input} className="area" rows={3} value={edit.labels} placeholder="app=shop" spellCheck={false} onChange={({ target }) => set({ labels: target.value })} />}
      </Field>
      <Field name="expires" label="Last day" hint="Empty: never." wrong={wrong.expires}>
        {(input) => <input {...input} type="date" value={edit.expires} onChange={({ target }) => set({ expires: target.value })} />}
      </Field>
    </>
  );
}
