import { queryOptions } from '@tanstack/react-query';
import { api, value } from './client';
import { often } from './queries';

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

export const pluginVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['plugin versions', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/plugins/{id}/versions', { params: { path: { id } }, signal })),
    refetchInterval: (query) => often(query) && seldom,
  });

export const pluginDiffQuery = (id: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['plugin diff', id, from, to],
    queryFn: ({ signal }) => value(api.GET('/api/v1/plugins/{id}/diff', { params: { path: { id }, query: { from, to } }, signal })),
    staleTime: Infinity,
  });
