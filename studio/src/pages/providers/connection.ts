import type { ProviderConnection } from '@/api/schema';

interface Words {
  /** The state that it looks like. */
  of: string;
  word: string;
  said?: string;
}

const states: Record<string, Words> = {
  own: { of: 'connected', word: 'nobody is asked', said: 'its secret is enough' },
  unconnected: { of: 'waiting', word: 'not connected', said: 'it takes no call until somebody agrees' },
  connected: { of: 'connected', word: 'connected' },
  changed: { of: 'failed', word: 'connect again', said: 'what somebody agreed to was for another client, other hosts or another scope' },
  lost: { of: 'failed', word: 'connect again', said: 'the vendor takes its tokens no more' },
};

/** How a connection stands, in words. */
export function words({ state }: ProviderConnection): Words {
  return states[state] ?? { of: state, word: state };
}

interface Scope extends Words {
  scope: string;
}

/** Each scope that was asked for, then those that were given unasked. A vendor that tells of none gave what was asked for. */
export function scopes({ since, asked, granted }: ProviderConnection): Scope[] {
  if (since === undefined) return asked.map((scope) => ({ scope, of: 'pending', word: 'to be asked for' }));
  if (granted === undefined) return asked.map((scope) => ({ scope, of: 'succeeded', word: 'granted as asked' }));
  const wanted = asked.map((scope) => (granted.includes(scope) ? { scope, of: 'succeeded', word: 'granted' } : { scope, of: 'failed', word: 'not granted' }));
  return [...wanted, ...granted.filter((scope) => !asked.includes(scope)).map((scope) => ({ scope, of: 'pending', word: 'not asked for' }))];
}
