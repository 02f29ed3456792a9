import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, exactValue, value } from './client';
import { often } from './queries';
import type { RunApproval } from './schema';

type Asked = Record<string, string>;

/** What runs ask people, as a list. */
export const askedQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['asked', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/approvals', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

export const askedOneQuery = (id: string) =>
  queryOptions({
    queryKey: ['asked', id],
    queryFn: ({ signal }) => exactValue<RunApproval>(api.GET('/api/v1/approvals/{id}', { params: { path: { id } }, parseAs: 'text', signal })),
    refetchInterval: (query) => (query.state.data?.state !== 'open' ? false : often(query)),
  });
