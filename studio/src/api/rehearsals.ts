import { queryOptions } from '@tanstack/react-query';
import { api, value } from './client';
import { clockOffset } from './clock';
import { often, seldom } from './queries';

/** What would go elsewhere if a provider were away; counted from its latest calls. */
export const outlookQuery = (provider: string) =>
  queryOptions({
    queryKey: ['outlook', provider],
    queryFn: ({ signal }) => value(api.GET('/api/v1/providers/{id}/rehearsals/outlook', { params: { path: { id: provider } }, signal })),
    refetchInterval: (query) => often(query) && seldom,
  });

/** The latest rehearsed outages of a provider. */
export const rehearsalsQuery = (provider: string) =>
  queryOptions({
    queryKey: ['rehearsals', provider],
    queryFn: ({ signal }) => value(api.GET('/api/v1/rehearsals', { params: { query: { provider } }, signal })),
    refetchInterval: (query) => often(query) && seldom,
  });

/** A rehearsed outage; calls that come after its end are counted for a while. */
export const rehearsalQuery = (id: string) =>
  queryOptions({
    queryKey: ['rehearsal', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/rehearsals/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => {
      const ended = query.state.data?.rehearsal.ended;
      // Calls that go on after its end are counted when they have ended.
      return ended !== undefined && Date.now() + clockOffset() - Date.parse(ended) > 60_000 ? false : often(query);
    },
  });
