import createClient, { type Middleware } from 'openapi-fetch';
import { heard, lost } from './connection';
import { refused, unreachable } from './failure';
import type { paths } from './generated';

const fromConsole: Middleware = {
  onRequest: ({ request }) => {
    if (request.method !== 'GET') request.headers.set('X-Auterity-Console', '1');
    return request;
  },
};

/** The public API, through the session cookie. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: (request: Request) => reach(request) });
api.use(fromConsole);

async function reach(request: Request): Promise<Response> {
  try {
    const response = await globalThis.fetch(request);
    heard(Date.now());
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    lost(Date.now());
    throw unreachable();
  }
}

/** The value of an answer, or its failure thrown. */
export async function value<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw refused(error, response.status, response.headers.get('Auterity-Request'));
  return data as T;
}
