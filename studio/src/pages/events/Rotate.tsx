import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api, value } from '@/api/client';
import type { Hook, IssuedHook } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { AskFirst } from '../AskFirst';

const overlaps = [
  { text: '24h', words: 'a day' },
  { text: '7d', words: '7 days' },
  { text: '30d', words: '30 days' },
  { text: '0s', words: 'not at all: it leaked' },
];

/** Gives an endpoint another secret, or another address. */
export function Rotate({ of, what, onIssued }: { of: Hook; what: 'secret' | 'token'; onIssued: (made: IssuedHook) => void }) {
  const [overlap, setOverlap] = useState('24h');
  const [own, setOwn] = useState('');
  const id = useId();
  const client = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => value(api.POST('/api/v1/webhooks/{id}/rotate', { params: { path: { id: of.id } }, body: what === 'token' ? { what } : { what, overlap, ...(own === '' ? {} : { secret: own }) } })),
    onSuccess: (made) => {
      setOwn('');
      onIssued(made);
      return Promise.all([client.invalidateQueries({ queryKey: ['webhooks'] }), client.invalidateQueries({ queryKey: ['webhook', of.id] })]);
    },
  });
  const send = () => rotate.mutateAsync();
  if (what === 'token') {
    return (
      <AskFirst needs="control:webhook.write" button="Change the address" title={`Change the address of ${of.provider}?`} act="Change the address" keep="Keep the address" onAct={send}>
        <p className="soft">The address of now answers 404 at once. Until the vendor calls the new one, nothing comes.</p>
      </AskFirst>
    );
  }
  if (of.signed === false) return null;
  return (
    <AskFirst
      needs="control:webhook.write"
      button={
        <>
          <Icon name="again" size={14} />
          Rotate the secret
        </>
      }
      title={`Rotate the secret of ${of.provider}?`}
      act="Rotate the secret"
      keep="Keep the secret"
      onAct={send}
    >
      <p className="soft">It gets another secret, shown once. Both are valid until the old one ends, so that nothing is refused while you change it at the vendor.</p>
      <div className="field pt-3">
        <label htmlFor={`${id}-old`}>Old one stays</label>
        <select id={`${id}-old`} value={overlap} onChange={(event) => setOverlap(event.target.value)}>
          {overlaps.map(({ text, words }) => (
            <option key={text} value={text}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <div className="field pt-3">
        <label htmlFor={`${id}-own`}>The vendor’s</label>
        <div>
          <input id={`${id}-own`} type="password" autoComplete="off" value={own} aria-describedby={`${id}-said`} onChange={(event) => setOwn(event.target.value)} />
          <p id={`${id}-said`} className="soft small">
            Where the vendor makes it; empty to have one made here.
          </p>
        </div>
      </div>
    </AskFirst>
  );
}
