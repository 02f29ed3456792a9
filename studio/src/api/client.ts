import createClient, { type Middleware } from 'openapi-fetch';
import { refused } from './failure';
import type { paths } from './generated';
import { reach } from './reach';

const fromConsole: Middleware = {
  onRequest: ({ request }) => {
    if (request.method !== 'GET') request.headers.set('X-Auterity-Console', '1');
    return request;
  },
};

/** The public API, through the session cookie. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: reach });
api.use(fromConsole);

/** The value of an answer, or its failure thrown. */
export async function value<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw refused(error, response.status, response.headers.get('Auterity-Request'));
  return data as T;
}
