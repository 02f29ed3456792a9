import createClient, { type Middleware } from 'openapi-fetch';
import { refused } from './failure';
import type { paths } from './generated';
import { parseExact, stringifyExact } from './exact';
import { reach } from './reach';
import { learnRights, requireRight } from './rights';
import type { Session } from './schema';

const fromConsole: Middleware = {
  onRequest: ({ request, schemaPath }) => {
    requireRight(request.method, schemaPath);
    if (request.method !== 'GET') request.headers.set('X-Auterity-Console', '1');
    return request;
  },
  onResponse: async ({ request, response, schemaPath }) => {
    if (schemaPath === '/api/v1/session' && request.method !== 'DELETE' && response.ok) learnRights((await response.clone().json()) as Session);
  },
};

/** The public API, through the session cookie. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: reach });
api.use(fromConsole);

/** The value of an answer that was read as text, each whole number of it exact; or its failure thrown. */
export async function exactValue<T>(answer: Promise<{ data?: string; error?: unknown; response: Response }>): Promise<T> {
  return parseExact(await value(answer)) as T;
}

/** Writes a body with each whole number of it exact. */
export const exactBody = (body: unknown): string => stringifyExact(body);

/** The value of an answer, or its failure thrown. */
export async function value<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw refused(error, response.status, response.headers.get('Auterity-Request'));
  return data as T;
}
