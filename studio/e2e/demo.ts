import { expect, type APIRequestContext } from '@playwright/test';

interface Named {
  id: string;
}

async function first(request: APIRequestContext, path: string, what: string): Promise<string> {
  const response = await request.get(path);
  expect(response.ok(), `${path} answers`).toBe(true);
  const { items } = (await response.json()) as { items: Named[] };
  expect(items.length, `the server holds ${what}`).toBeGreaterThan(0);
  return items[0]?.id ?? '';
}

/** The newest run of the demo's workflow. */
export function demoRun(request: APIRequestContext): Promise<string> {
  return first(request, '/api/v1/runs?workflow=complaint_triage&limit=1', 'a run of complaint_triage');
}

/** A decision in which one provider failed and another answered. */
export function failover(request: APIRequestContext): Promise<string> {
  return first(request, '/api/v1/decisions?failover=true&limit=1', 'a failover');
}
