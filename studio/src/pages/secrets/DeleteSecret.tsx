import { useQueryClient } from '@tanstack/react-query';
import { deleteSecret } from '@/api/secrets';
import { AskFirst } from '../AskFirst';
import { userWords } from './Users';
import type { User } from './uses';

/** A button that deletes a secret, once it was asked and has said who uses it. */
export function DeleteSecret({ name, users = [], onDone }: { name: string; users?: readonly User[]; onDone?: () => void }) {
  const client = useQueryClient();
  const remove = async () => {
    await deleteSecret(name);
    onDone?.();
    await client.invalidateQueries();
  };
  return (
    <AskFirst needs="control:secret.write" button="Delete the secret" look="btn danger" title={`Delete the secret ${name}?`} act="Delete it" keep="Keep it" danger onAct={remove}>
      {users.length === 0 ? null : (
        <p>
          <b>{userWords(users)}</b> {users.length === 1 ? 'uses it, and fails' : 'use it, and fail'} without it.
        </p>
      )}
      <p>All its versions are forgotten, and whatever else uses it fails, too. Revoke it at the vendor as well: it is good there until then.</p>
    </AskFirst>
  );
}
