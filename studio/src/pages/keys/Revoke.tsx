import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { api, value } from '@/api/client';
import type { IssuedKey, Key } from '@/api/schema';
import { Ago } from '@/design/Marks';
import { Overlay } from '@/design/Overlay';
import { Refused } from './Refused';
import { useRotation } from './Rotate';

/** Revokes a key, after telling its last use and what stops; a rotation is offered in its place. */
export function Revoke({ of, onIssued }: { of: Key; onIssued: (key: IssuedKey) => void }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const close = useCallback(() => setAsking(false), []);
  const rotate = useRotation(of, onIssued);
  const revoke = useMutation({
    mutationFn: () => value(api.DELETE('/api/v1/keys/{id}', { params: { path: { id: of.id } } })),
    onSuccess: () => {
      close();
      return Promise.all([client.invalidateQueries({ queryKey: ['keys'] }), client.invalidateQueries({ queryKey: ['key', of.id] })]);
    },
  });
  const busy = revoke.isPending || rotate.isPending;
  return (
    <>
      <button type="button" className="btn danger" onClick={() => setAsking(true)}>
        Revoke
      </button>
      {asking ? (
        <Overlay label={`Revoke ${of.name}`} onClose={close}>
          <div className="ask">
            <h2>Revoke {of.name}?</h2>
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
            <Refused error={revoke.error ?? rotate.error} />
            <div className="acts wrap">
              <button type="button" className="btn" onClick={close}>
                Keep it
              </button>
              <button type="button" className="btn" disabled={busy} onClick={() => rotate.mutate('7d')}>
                Rotate instead, 7 days of overlap
              </button>
              <button type="button" className="btn danger" disabled={busy} onClick={() => revoke.mutate()}>
                Revoke {of.name}
              </button>
            </div>
          </div>
        </Overlay>
      ) : null}
    </>
  );
}
