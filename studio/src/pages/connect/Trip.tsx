import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, value } from '@/api/client';
import { Icon } from '@/design/Icon';
import { Until } from '@/design/Marks';
import { State } from '@/design/State';
import { Refused } from '../Refused';

/** How an attempt stands, in words of who made it. */
const words = {
  waiting: { of: 'waiting', word: 'at the vendor', said: 'Agree in the window that was opened. It tells this page when you are back.' },
  connected: { of: 'succeeded', word: 'came back', said: 'The code was exchanged for a token, which is kept sealed and never shown.' },
  refused: { of: 'failed', word: 'came back with a no', said: 'Nothing was kept.' },
  expired: { of: 'failed', word: 'too late', said: 'A sign-in is good for ten minutes, and once. Begin again.' },
} as const;

/** The way out to the vendor and back: another window goes there, this page waits. `again` where somebody has been there before. */
export function Trip({ provider, vendor, again = false }: { provider: string; vendor: string; again?: boolean }) {
  const [begun, setBegun] = useState<{ attempt: string; expires: string; authorize: string }>();
  const leave = useMutation({
    mutationFn: () => value(api.POST('/api/v1/providers/{id}/connect', { params: { path: { id: provider } } })),
    onSuccess: (told) => {
      setBegun(told);
      window.open(told.authorize, '_blank', 'noopener');
    },
  });
  const attempt = useQuery({
    queryKey: ['connection attempt', begun?.attempt],
    queryFn: ({ signal }) => value(api.GET('/api/v1/connections/{attempt}', { params: { path: { attempt: begun?.attempt ?? '' } }, signal })),
    enabled: begun !== undefined,
    refetchInterval: (query) => (query.state.data === undefined || query.state.data.state === 'waiting' ? 1_000 : false),
  });
  const state = begun === undefined ? undefined : (attempt.data?.state ?? 'waiting');
  const told = state === undefined ? undefined : words[state as keyof typeof words];
  return (
    <div className="trip">
      {begun !== undefined || again ? null : (
        <p>
          <b>Somebody signs in at {vendor}.</b> <span className="soft">Until then {provider} takes no call.</span>
        </p>
      )}
      {begun === undefined ? null : (
        <div className="wayout" data-at={state}>
          <Way />
          <ol aria-label={`The way to ${vendor} and back`}>
            <li>
              <State of="succeeded" word={`left for ${vendor}`} />{' '}
              <span className="soft">
                state and PKCE challenge are kept here, and end <Until at={begun.expires} />
              </span>
            </li>
            {state === 'waiting' ? null : (
              <li>
                at {vendor} {state === 'connected' ? <span className="soft">somebody agreed</span> : null}
              </li>
            )}
            {told === undefined ? null : (
              <li>
                <span role="status">
                  <State of={told.of} word={told.word} /> <span className="soft">{attempt.data?.reason ?? told.said}</span>
                </span>
              </li>
            )}
            {state === 'waiting' ? <li className="soft">back here, with a code that is exchanged once</li> : null}
          </ol>
        </div>
      )}
      <Refused error={leave.error} />
      {state === 'connected' ? null : (
        <div className="acts">
          <button type="button" className={again ? 'btn' : 'btn primary'} disabled={leave.isPending} onClick={() => leave.mutate()}>
            <Icon name="link" size={14} />
            {begun !== undefined ? 'Sign in again' : again ? 'Connect again' : `Sign in at ${vendor}`}
          </button>
          {begun !== undefined && state === 'waiting' ? (
            <a className="btn" href={begun.authorize} target="_blank" rel="noreferrer">
              Open it again
            </a>
          ) : null}
        </div>
      )}
    </div>
  );
}

/** The line leaves the road to the right, and comes back. */
function Way() {
  return (
    <svg viewBox="0 0 100 108" preserveAspectRatio="none" fill="none" aria-hidden="true">
      <path className="beneath" d="M28 8V100" />
      <path className="between" d="M28 22V88" />
      <path d="M28-14V8C28 34 72 24 72 54" />
      <path className="back" d="M72 54C72 84 28 74 28 100V108" />
    </svg>
  );
}
