import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, exactBody, exactValue, value } from './client';
import { often } from './queries';
import type { Json, TriggerTrial } from './schema';

/** All triggers of the tenant. */
export const triggersQuery = queryOptions({
  queryKey: ['triggers'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/triggers', { signal })),
  refetchInterval: often,
});

/** One trigger. */
export const triggerQuery = (id: string) => queryOptions({ queryKey: ['triggers', id], queryFn: ({ signal }) => value(api.GET('/api/v1/triggers/{id}', { params: { path: { id } }, signal })) });

/** Sends what was filled in to a trigger's form, once for each key; the start that it has noted. */
export const fillIn = (id: string, input: Record<string, Json>, key: string) =>
  value(api.POST('/api/v1/triggers/{id}/form', { params: { path: { id } }, body: { input }, bodySerializer: exactBody, headers: { 'Idempotency-Key': key } }));

const soon = 1_000;

/** What has become of a start; it is asked for until that is known. */
export const startQuery = (trigger: string, start: string) =>
  queryOptions({
    queryKey: ['triggers', trigger, 'starts', start],
    queryFn: async ({ signal }) => {
      const { items } = await value(api.GET('/api/v1/triggers/{id}/starts', { params: { path: { id: trigger }, query: { limit: 200 } }, signal }));
      return items.find(({ id }) => id === start) ?? null;
    },
    refetchInterval: ({ state }) => (state.data === undefined || state.data?.state === 'waiting' ? soon : false),
  });

/** What a trigger has started, or could not, the newest first. */
export const triggerStartsQuery = (id: string) =>
  queryOptions({
    queryKey: ['triggers', id, 'starts'],
    queryFn: ({ signal }) => value(api.GET('/api/v1/triggers/{id}/starts', { params: { path: { id }, query: { limit: 200 } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

/** The next five times of a schedule. */
export const nextTimesQuery = (cron: string, zone: string | undefined) =>
  queryOptions({
    queryKey: ['triggers', 'next', cron, zone],
    queryFn: ({ signal }) => value(api.GET('/api/v1/triggers/preview', { params: { query: { cron, ...(zone === undefined ? {} : { zone }) } }, signal })),
    refetchInterval: 60_000,
    retry: false,
  });

/** Pauses a trigger, or has it go on. */
export const paused = (id: string, is: boolean) => value(is ? api.POST('/api/v1/triggers/{id}/pause', { params: { path: { id } } }) : api.POST('/api/v1/triggers/{id}/resume', { params: { path: { id } } }));

/** Has a run begin that could not. */
export const startAgain = (id: string, start: string) => value(api.POST('/api/v1/triggers/{id}/starts/{start}/retry', { params: { path: { id, start } } }));

/** What a trigger would do with a call of such a body; nothing is started. */
export const tryCall = (id: string, body: Json) =>
  exactValue<{ items: TriggerTrial[] }>(api.POST('/api/v1/triggers/{id}/try', { params: { path: { id } }, body: { call: { body } }, bodySerializer: exactBody, parseAs: 'text' }));
