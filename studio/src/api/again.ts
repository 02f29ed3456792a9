import { api, exactBody, exactValue, value } from './client';
import type { Json, RunSummary } from './schema';

/** The label of a run that does again what another did. */
export const againLabel = 'again';

/** What a run was started with, whole. */
export async function inputOf(run: string, signal?: AbortSignal): Promise<Json> {
  return exactValue<Json>(api.GET('/api/v1/runs/{id}/input', { params: { path: { id: run }, query: {} }, parseAs: 'text', ...(signal === undefined ? {} : { signal }) }));
}

/** Starts a new run of the version in force with the input of an old one, labelled with its id. The same key starts it once. */
export async function runAgain(run: Pick<RunSummary, 'id' | 'workflow'>, key: string): Promise<RunSummary> {
  const input = (await inputOf(run.id)) as Record<string, Json>;
  return value(api.POST('/api/v1/workflows/{id}/runs', { params: { path: { id: run.workflow } }, body: { input, labels: { [againLabel]: run.id } }, bodySerializer: exactBody, headers: { 'Idempotency-Key': `${key}-${run.id}` } }));
}

/** Every run that failed in what is asked for, a page after the other; at most so many, the newest. */
export async function failedRuns(asked: Record<string, string>, most: number): Promise<RunSummary[]> {
  const found: RunSummary[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...asked, state: 'failed', limit: Math.min(200, most - found.length), ...(cursor === undefined ? {} : { cursor }) };
    const page = await value(api.GET('/api/v1/runs', { params: { query } }));
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && found.length < most);
  return found;
}
