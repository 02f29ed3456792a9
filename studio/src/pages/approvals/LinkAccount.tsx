import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { apply } from '@/api/apply';
import { resourcesQuery } from '@/api/queries';
import { resourceQuery } from '@/api/resources';
import type { Resource, RunApproval } from '@/api/schema';
import { Field } from '@/design/Field';
import { idFlaw } from '@/format/id';
import { yaml } from '@/format/yaml';
import { AskFirst } from '../AskFirst';
import { userNow } from './users';

type Answer = NonNullable<RunApproval['answers']>[number];

/** The accounts of a user at providers of chats. */
const accountsOf = (user: Resource | undefined): Readonly<Record<string, string>> => (user?.spec.accounts ?? {}) as Record<string, string>;

/** Beside an answer of an account that stands for no user: says whose it is, so that the next answer counts. */
export function LinkAccount({ answer: { account, provider, name } }: { answer: Answer }) {
  const client = useQueryClient();
  const listed = useId();
  const [id, setId] = useState('');
  const users = useQuery({ ...resourcesQuery('user'), retry: false }).data?.items ?? [];
  const { data: there, isFetching } = useQuery({ ...resourceQuery('user', id), enabled: idFlaw(id) === undefined, retry: false });
  const has = accountsOf(there)[provider];
  const hint = there === undefined ? 'Of those that are there, or a new one.' : has === undefined ? 'There is one of that id.' : `Has the account ${has} there, which this one replaces.`;
  const link = async () => {
    const user = await userNow(client, id);
    await apply(yaml({ kind: 'user', id, spec: { ...user?.spec, accounts: { ...accountsOf(user), [provider]: account } } }), false);
    await client.invalidateQueries();
  };
  return (
    <AskFirst button="Say whose account it is…" needs="control:resource.write" title={`Whose account is ${name}?`} act="Link it" keep="Not now" ready={idFlaw(id) === undefined && !isFetching} onAct={link}>
      <p>
        Who answers in <code>{provider}</code> as <code>{account}</code> votes as this user from then on. What was answered before does not count: answer again there.
      </p>
      <Field name="user" label="User" hint={hint} wrong={id === '' ? undefined : idFlaw(id)}>
        {(named) => <input {...named} className="mono" list={listed} autoComplete="off" spellCheck={false} value={id} onChange={({ target }) => setId(target.value)} />}
      </Field>
      <datalist id={listed}>
        {users.map((one) => (
          <option key={one.id} value={one.id} />
        ))}
      </datalist>
    </AskFirst>
  );
}
