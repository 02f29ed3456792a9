import { api, value } from './client';
import type { Applied, Replay } from './schema';

/** How a text is sent as it was written. */
const asWritten = { headers: { 'Content-Type': 'application/yaml' }, bodySerializer: (text: string) => text };

/** Applies resources written as YAML; `dryRun` only checks them. */
export function apply(text: string, dryRun: boolean, signal?: AbortSignal): Promise<Applied> {
  return value(api.POST('/api/v1/apply', { params: { query: { dryRun } }, body: text, ...asWritten, ...(signal === undefined ? {} : { signal }) }));
}

/** Begins to plan recorded calls again by the routes of this text, beside the other routes in force. */
export function replay(text: string, from: string): Promise<Replay> {
  return value(api.POST('/api/v1/routes/replays', { params: { query: { from } }, body: text, ...asWritten }));
}
