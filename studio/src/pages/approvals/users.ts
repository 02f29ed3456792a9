import type { QueryClient } from '@tanstack/react-query';
import { asFailure } from '@/api/failure';
import { resourceQuery } from '@/api/resources';
import type { Resource } from '@/api/schema';

/** The user of an id as it is now; undefined where there is none. What else goes wrong stays a failure. */
export async function userNow(client: QueryClient, id: string): Promise<Resource | undefined> {
  try {
    return await client.query({ ...resourceQuery('user', id), staleTime: 0, retry: false });
  } catch (error) {
    if (asFailure(error).status !== 404) throw error;
    return undefined;
  }
}
