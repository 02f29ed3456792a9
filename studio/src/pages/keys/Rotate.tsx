import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api, value } from '@/api/client';
import type { IssuedKey, Key } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { Ago } from '@/design/Marks';
import { exact, farDay } from '@/format/time';
import { AskFirst } from '../AskFirst';
import { rotation } from './rotation';

const overlaps = [
  { text: '24h', words: 'a day' },
  { text: '7d', words: '7 days' },
  { text: '30d', words: '30 days' },
  { text: '0s', words: 'not at all: it leaked' },
];

/** Asks for a key again, and for the lists that it stands in. */
export function askAgain(client: QueryClient, of: Key): Promise<unknown> {
  return Promise.all([client.invalidateQueries({ queryKey: ['keys'] }), client.invalidateQueries({ queryKey: ['key', of.id] })]);
}

/** Rotates a key: another secret, and how long the present one stays good beside it. */
export function useRotation(of: Key, onIssued: (key: IssuedKey) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (overlap: string) => value(api.POST('/api/v1/keys/{id}/rotate', { params: { path: { id: of.id } }, body: { overlap } })),
    onSuccess: (issued) => {
      onIssued(issued);
      return askAgain(client, of);
    },
  });
}

export function Rotate({ of, onIssued }: { of: Key; onIssued: (key: IssuedKey) => void }) {
  const [overlap, setOverlap] = useState('24h');
  const id = useId();
  const rotate = useRotation(of, onIssued);
  return (
    <AskFirst
      needs="control:key.write"
      button={
        <>
          <Icon name="again" size={14} />
          Rotate
        </>
      }
      title={`Rotate ${of.name}?`}
      act={`Rotate ${of.name}`}
      keep="Keep it as it is"
      onAct={() => rotate.mutateAsync(overlap)}
    >
      <p className="soft">It gets another secret, shown once. Who signed in to the console with it has to sign in again.</p>
      <div className="field pt-3">
        <label htmlFor={id}>Old one stays</label>
        <select id={id} value={overlap} onChange={(event) => setOverlap(event.target.value)}>
          {overlaps.map(({ text, words }) => (
            <option key={text} value={text}>
              {words}
            </option>
          ))}
        </select>
      </div>
    </AskFirst>
  );
}

/** Two secrets over one time: the old one grey, the new one blue, now a line; and who still sends the old one. */
export function RotationBars({ of, now }: { of: Key; now: number }) {
  const { former, rotated } = of;
  if (former === undefined || rotated === undefined) return null;
  const both = Date.parse(former.until) > now;
  const { oldEnds, newBegins, at } = rotation(Date.parse(rotated), Date.parse(former.until), now);
  return (
    <>
      <h3>Rotation</h3>
      <div className="rot" role="img" aria-label={`The old secret is good until ${exact(former.until)}, the new one since ${exact(rotated)}`}>
        <p>
          <code>{tail(former.prefix)}</code>
          <span className="trk">
            <i className="old" style={{ width: `${oldEnds}%` }} />
            <i className="now" style={{ left: `${at}%` }} />
          </span>
          <span className="soft">
            {both ? 'ends' : 'ended'} {farDay(former.until, now)}
          </span>
        </p>
        <p>
          <code>{tail(of.prefix)}</code>
          <span className="trk">
            <i className="new" style={{ left: `${newBegins}%`, right: 0 }} />
            <i className="now" style={{ left: `${at}%` }} />
          </span>
          <span className="soft">{of.expires === undefined ? 'no end' : `ends ${farDay(of.expires, now)}`}</span>
        </p>
      </div>
      <p className="small soft pt-1">
        {both ? 'Both are good. ' : 'Only the new one is good. '}
        {former.lastUsed === undefined ? 'Nobody has sent the old one since it was replaced.' : <LastSent at={former.lastUsed} since={rotated} />}
      </p>
    </>
  );
}

function LastSent({ at, since }: { at: string; since: string }) {
  return at > since ? (
    <>
      The old one was still sent <Ago at={at} />.
    </>
  ) : (
    'Nobody has sent the old one since it was replaced.'
  );
}

const tail = (prefix: string | undefined) => (prefix === undefined ? '…' : `${prefix.slice(3)}…`);
