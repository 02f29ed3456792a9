import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, value } from './client';
import { often } from './queries';

export const deliveriesQuery = (asked: Record<string, string>) =>
  queryOptions({
    queryKey: ['deliveries', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/webhooks/deliveries', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

/** How many came, by state and by time. */
export const deliveryCountsQuery = (asked: Record<string, string>) =>
  queryOptions({
    queryKey: ['deliveries', 'counts', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/webhooks/deliveries/counts', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['delivery', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/webhooks/deliveries/{id}', { params: { path: { id } }, signal })),
    refetchInterval: often,
  });

/** What the events of a delivery have started, whichever trigger it was. */
export const startsOfQuery = (delivery: string) =>
  queryOptions({
    queryKey: ['delivery', delivery, 'starts'],
    queryFn: ({ signal }) => value(api.GET('/api/v1/triggers/starts', { params: { query: { delivery, limit: 20 } }, signal })),
    refetchInterval: often,
  });

/** The addresses that vendors call. */
export const hooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/webhooks', { params: { query: {} }, signal })),
  refetchInterval: often,
});

export const hookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhook', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/webhooks/{id}', { params: { path: { id } }, signal })),
    refetchInterval: often,
  });
