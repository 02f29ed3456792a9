import { api, value } from '@/api/client';
import { asFailure, type ApiFailure } from '@/api/failure';
import { codeOf, signInAddress } from '@/format/address';

let refusal: ApiFailure | undefined;

/** Why the code this page was opened with brought no session; undefined where it did, or there was none. */
export function codeRefusal(): ApiFailure | undefined {
  return refusal;
}

/** Swaps a one-time code in the address for a session, and takes the code out of the address and the history first. */
export async function swapCode(): Promise<void> {
  const code = codeOf(location.hash);
  if (code === undefined) return;
  const here = location.pathname + location.search;
  history.replaceState(history.state, '', here);
  try {
    await value(api.POST('/api/v1/session', { body: { code } }));
  } catch (error) {
    refusal = asFailure(error);
    history.replaceState(history.state, '', signInAddress(here));
  }
}
