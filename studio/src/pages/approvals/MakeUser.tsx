import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { apply } from '@/api/apply';
import { api, value } from '@/api/client';
import { ApiFailure } from '@/api/failure';
import { keyQuery, sessionQuery } from '@/api/queries';
import { resourceQuery } from '@/api/resources';
import { useMay } from '@/api/rights';
import type { Resource, Session } from '@/api/schema';
import { Field } from '@/design/Field';
import { idFlaw } from '@/format/id';
import { yaml } from '@/format/yaml';
import { AskFirst } from '../AskFirst';
import { userNow } from './users';

/** Beside an approval that waits for users, for one who stands for none: names the user that they are from now on. */
export function MakeUser() {
  const { data: session } = useQuery(sessionQuery);
  const may = useMay();
  const person = session?.principal.type === 'user';
  const key = useQuery({ ...keyQuery(session?.principal.id ?? ''), enabled: session !== undefined && !person && may('control:key.read') }).data;
  // A key of a team is held by one of its members, whom another names.
  if (session === undefined || !may('control:resource.write') || (!person && (key === undefined || key.owner !== undefined || !may('control:key.write')))) return null;
  return <Ask principal={session.principal} person={person} />;
}

function Ask({ principal, person }: { principal: Session['principal']; person: boolean }) {
  const client = useQueryClient();
  const [id, setId] = useState(principal.name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 63));
  const [email, setEmail] = useState(person && principal.name.includes('@') ? principal.name : '');
  const { data: known, isFetching } = useQuery({ ...resourceQuery('user', id), enabled: idFlaw(id) === undefined, retry: false });
  const theirs = (user: Resource | undefined): boolean => person && typeof user?.spec.email === 'string' && user.spec.email.trim().toLowerCase() !== email.trim().toLowerCase();
  const wrong = idFlaw(id) ?? (theirs(known) ? 'That is a user of another address: choose another id.' : undefined);
  const make = async () => {
    const there = await userNow(client, id);
    if (theirs(there)) throw new ApiFailure('Another user', `The user ${id} has another address. Choose another id.`, 'conflict', 'caller', false, 0);
    if (there === undefined || person) await apply(yaml({ kind: 'user', id, spec: { ...there?.spec, ...(person ? { email: email.trim() } : {}) } }), false);
    if (!person) await value(api.PATCH('/api/v1/keys/{id}', { params: { path: { id: principal.id } }, body: { holder: id } }));
    await client.invalidateQueries();
  };
  return (
    <AskFirst button="Make me a user…" look="btn primary" title="Which user are you?" act="That is me" keep="Not now" ready={wrong === undefined && !isFetching && (!person || email.includes('@'))} onAct={make}>
      <p>Users vote; {person ? 'who signs in votes as the user of the same verified address' : 'a key votes as the user who holds it'}. What you decide from now on stands under this user.</p>
      <Field name="user" label="User" hint={known === undefined ? 'A new one. It stays.' : 'There is one of that id: you vote as this user.'} wrong={wrong}>
        {(named) => <input {...named} className="mono" autoComplete="off" spellCheck={false} value={id} onChange={({ target }) => setId(target.value)} />}
      </Field>
      {person ? (
        <Field name="email" label="Address" hint="The one that your sign-in has verified.">
          {(named) => <input {...named} type="email" value={email} onChange={({ target }) => setEmail(target.value)} />}
        </Field>
      ) : null}
    </AskFirst>
  );
}
