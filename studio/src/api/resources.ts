import { queryOptions } from '@tanstack/react-query';
import { api, value } from './client';
import { often } from './queries';

/** A resource as it is in force, with its spec. */
export const resourceQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ['resource', kind, id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/resources/{kind}/{id}', { params: { path: { kind, id } }, signal })),
    refetchInterval: often,
  });

/** All resources of the tenant, with their specs. */
export const allResourcesQuery = queryOptions({
  queryKey: ['resources'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/resources', { signal })),
  refetchInterval: often,
});
