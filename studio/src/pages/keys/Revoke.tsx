import { useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import type { IssuedKey, Key } from '@/api/schema';
import { Ago } from '@/design/Marks';
import { AskFirst } from '../AskFirst';
import { Refused } from '../Refused';
import { askAgain, useRotation } from './Rotate';

/** Revokes a key, after telling its last use and what stops; a rotation is offered in its place. */
export function Revoke({ of, onIssued }: { of: Key; onIssued: (key: IssuedKey) => void }) {
  const client = useQueryClient();
  const rotate = useRotation(of, onIssued);
  const revoke = async () => {
    await value(api.DELETE('/api/v1/keys/{id}', { params: { path: { id: of.id } } }));
    void askAgain(client, of);
  };
  return (
    <AskFirst
      needs="control:key.write"
      look="btn danger"
      button="Revoke"
      title={`Revoke ${of.name}?`}
      act={`Revoke ${of.name}`}
      keep="Keep it"
      danger
      ready={!rotate.isPending}
      other={
        <button type="button" className="btn" disabled={rotate.isPending} onClick={() => rotate.mutate('7d')}>
          Rotate instead, 7 days of overlap
        </button>
      }
      onAct={revoke}
    >
      <p className="soft">
        {of.lastUsed === undefined ? (
          'It was never used.'
        ) : (
          <>
            It was last used <Ago at={of.lastUsed} />.
          </>
        )}{' '}
        Calls under way end as they are, the next one is refused with 401, on every server within two seconds. This cannot be undone.
      </p>
      <Refused error={rotate.error} />
    </AskFirst>
  );
}
