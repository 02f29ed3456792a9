import { api, value } from '@/api/client';
import { codeOf } from '@/format/address';

/** Swaps a one-time code in the address for a session, and takes the code out of the address and the history first. */
export async function swapCode(): Promise<void> {
  const code = codeOf(location.hash);
  if (code === undefined) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  try {
    await value(api.POST('/api/v1/session', { body: { code } }));
  } catch {
    history.replaceState(history.state, '', '/signin?why=code');
  }
}
