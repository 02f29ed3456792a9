import { api, value } from '@/api/client';
import { asFailure } from '@/api/failure';

/** Ends the session; fails while the server has not ended it. One that is over already counts as ended. */
export async function endSession(): Promise<void> {
  try {
    await value(api.DELETE('/api/v1/session'));
  } catch (error) {
    if (asFailure(error).status !== 401) throw error;
  }
}
