import { queryOptions } from '@tanstack/react-query';
import { api, value } from './client';
import { often } from './queries';
import type { ChangedPlugin, PluginTrial, TriedFile } from './schema';

/** Plugins change when somebody installs one. */
const seldom = 30_000;

/** What brings the connectors, which changes seldom. */
export const pluginsQuery = queryOptions({
  queryKey: ['plugins'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/plugins', { signal })),
  refetchInterval: (query) => often(query) && seldom,
});

/** All that is needed to make a provider of a connector. */
export const connectorQuery = (id: string) =>
  queryOptions({
    queryKey: ['connector', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/connectors/{id}', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });

/** The versions of a plugin that were installed, and which of them is in force. */
export function pluginVersions(id: string, signal: AbortSignal | null = null) {
  return value(api.GET('/api/v1/plugins/{id}/versions', { params: { path: { id } }, signal }));
}

export const pluginVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['plugin versions', id],
    queryFn: ({ signal }) => pluginVersions(id, signal),
    refetchInterval: (query) => often(query) && seldom,
  });

export const pluginDiffQuery = (id: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['plugin diff', id, from, to],
    queryFn: ({ signal }) => value(api.GET('/api/v1/plugins/{id}/diff', { params: { path: { id }, query: { from, to } }, signal })),
    staleTime: Infinity,
  });

export const pluginTextQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['plugin text', id, version],
    queryFn: ({ signal }) => value(api.GET('/api/v1/plugins/{id}/versions/{version}', { params: { path: { id, version } }, signal })),
    staleTime: Infinity,
  });

/** How a file is sent as it was written. */
const asWritten = { headers: { 'Content-Type': 'application/yaml' }, bodySerializer: (text: string) => text };

/** What a text would do if it were in force; it is checked only. */
export function checkPlugin(text: string, signal: AbortSignal): Promise<ChangedPlugin> {
  return value(api.POST('/api/v1/plugins', { params: { query: { dryRun: true } }, body: text, ...asWritten, signal }));
}

/** Puts a text in force at every server, where this version of its plugin is. */
export function publishPlugin(text: string, follows: number): Promise<ChangedPlugin> {
  return value(api.POST('/api/v1/plugins', { params: { query: { follows } }, body: text, ...asWritten }));
}

/** What an operation of a text would ask of its vendor; nothing leaves. */
export function tryPlugin(body: TriedFile): Promise<PluginTrial> {
  return value(api.POST('/api/v1/plugins/try', { body }));
}

/** Calls a capability by one provider, as everybody calls it; the same key is the same call, however often it is sent. */
export async function call(capability: string, provider: string, input: Record<string, unknown>, key: string): Promise<{ value: Record<string, unknown>; decision: string | undefined }> {
  const answer = await api.POST('/api/v1/call/{capability}', { params: { path: { capability }, header: { 'Auterity-Provider': provider } }, body: JSON.stringify(input), headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key }, bodySerializer: (text?: string) => text });
  const read = await value<unknown>(Promise.resolve(answer));
  return { value: read as Record<string, unknown>, decision: answer.response.headers.get('Auterity-Decision') ?? undefined };
}
