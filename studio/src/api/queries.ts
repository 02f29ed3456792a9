import { keepPreviousData, queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import { api, exactValue, value } from './client';
import { clockOffset } from './clock';
import { connection } from './connection';
import { isForbidden } from './failure';
import { newer } from './newer';
import { decisionsPace, pace } from './pace';
import type { DescribedCall, Limit, Page, Run, StepDetail } from './schema';
import { isOver } from './state';

type Asked = Record<string, string>;

/** While the line is whole a list is asked again this often, until it is forbidden; while the line is lost it decides itself. */
export const often = (query?: { state: { error: Error | null } }) => (connection().lostAt === undefined && !isForbidden(query?.state.error) ? pace : false);

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/session', { signal })),
  staleTime: Infinity,
  // What one may do changes while one looks.
  refetchInterval: (query) => often(query) && 60_000,
});

/** How a provider is connected. Who may not read it is refused once. */
export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connection', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/providers/{id}/connection', { params: { path: { id } }, signal })),
    refetchInterval: often,
    retry: false,
  });

export const runsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['runs', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/runs', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

export const countsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['counts', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/runs/counts', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['run', id],
    queryFn: ({ signal }): Promise<Run> => value(api.GET('/api/v1/runs/{id}', { params: { path: { id } }, signal })),
    staleTime: Infinity,
    structuralSharing: (known, told) => replaceEqualDeep(known, newer(known as Run | undefined, told as Run)),
  });

/** The server rounds their length up to 1, 2 or 5 of a power of ten: between 64 and 160 come back, about 128. */
const timelineBins = 160;

export const timelineQuery = (id: string, live: boolean) =>
  queryOptions({
    queryKey: ['timeline', id, live],
    queryFn: ({ signal }) => value(api.GET('/api/v1/runs/{id}/timeline', { params: { path: { id }, query: { bins: timelineBins } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => live && often(query),
  });

export const stepsQuery = (id: string, asked: Asked, live: boolean) =>
  queryOptions({
    queryKey: ['steps', id, asked, live],
    queryFn: ({ signal }) => value(api.GET('/api/v1/runs/{id}/steps', { params: { path: { id }, query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => live && often(query),
  });

/** An instance of a step; one that is over is asked for anew once its step comes to another round. */
export const stepQuery = (id: string, key: string, round = 0) =>
  queryOptions({
    queryKey: ['step', id, key, round],
    queryFn: ({ signal }) => exactValue<StepDetail>(api.GET('/api/v1/runs/{id}/steps/{key}', { params: { path: { id, key } }, parseAs: 'text', signal })),
    refetchInterval: (query) => (query.state.data === undefined || isOver(query.state.data.state) ? false : often(query)),
  });

/** What calls used is added up anew each time, so it is asked for seldom. */
export const seldom = 30_000;

export const decisionsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['decisions', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/decisions', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => often(query) && decisionsPace(asked),
  });

/** How many decisions there were by time, and what they were of, which is counted anew each time. */
export const decisionVolumeQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['decision volume', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/decisions/volume', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => often(query) && seldom,
  });

export const decisionQuery = (id: string) =>
  queryOptions({
    queryKey: ['decision', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/decisions/{id}', { params: { path: { id } }, signal })),
    staleTime: Infinity,
  });

export const providersQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['providers', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/providers', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

export const providerQuery = (id: string) =>
  queryOptions({
    queryKey: ['provider', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/providers/{id}', { params: { path: { id } }, signal })),
    refetchInterval: often,
  });

export const usageQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['usage', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/usage', { params: { query: { ...asked, limit: 10_000 } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => often(query) && seldom,
  });

/** The tenant's audit log; the server looks through many entries for a page. */
export const auditQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['audit', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/audit', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => often(query) && seldom,
  });

/** The same without its days, then of the time before, one after the other since the server adds up few at a time. */
export const totalsQuery = (asked: Asked, before: (now: number) => Asked, ready: boolean) =>
  queryOptions({
    queryKey: ['usage totals', asked],
    queryFn: async ({ signal }) => {
      const add = (query: Asked) => value(api.GET('/api/v1/usage', { params: { query: { ...query, limit: 10_000 } }, signal }));
      return { now: await add(asked), before: await add({ ...asked, ...before(Date.now() + clockOffset()) }) };
    },
    enabled: ready,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => often(query) && seldom,
  });

/** The same compared with one offer, which is added up anew each time as well. */
export const savingsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['savings', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/usage/savings', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => often(query) && seldom,
  });

/** What routes could do better, which changes with many calls only. */
export const recommendationsQuery = queryOptions({
  queryKey: ['recommendations'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/usage/recommendations', { params: { query: {} }, signal })),
  refetchInterval: (query) => often(query) && 10 * seldom,
});

/** What guardrails found in the newest calls, which is read from their decisions each time. */
export const findingsQuery = queryOptions({
  queryKey: ['guardrail findings'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/guardrails/findings', { signal })),
  refetchInterval: (query) => often(query) && seldom,
});

export const keysQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['keys', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/keys', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

export const keyQuery = (id: string) =>
  queryOptions({
    queryKey: ['key', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/keys/{id}', { params: { path: { id } }, signal })),
    refetchInterval: often,
  });

/** What vendors sent, the newest first. */
export const limitsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['limits', asked],
    queryFn: async ({ signal }): Promise<Page<Limit>> => {
      const page = await value(api.GET('/api/v1/limits', { params: { query: asked }, signal }));
      return { ...page, items: page.items.map((limit) => ({ ...limit, name: limit.id, id: `${limit.kind}/${limit.id}/${limit.period}/${limit.unit}` })) };
    },
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

/** Leave to use more of budgets, the newest first. */
export const approvalsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['approvals', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/limits/approvals', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

/** What runs ask people. */
export const matrixQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['matrix', asked],
    queryFn: ({ signal }) => value(api.GET('/api/v1/capabilities/matrix', { params: { query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

export const resourcesQuery = (kind: string) =>
  queryOptions({
    queryKey: ['resources', kind],
    queryFn: ({ signal }) => value(api.GET('/api/v1/resources/{kind}', { params: { path: { kind } }, signal })),
    refetchInterval: often,
  });

export const versionsQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ['versions', kind, id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/resources/{kind}/{id}/versions', { params: { path: { kind, id } }, signal })),
    refetchInterval: often,
  });

export const versionQuery = (kind: string, id: string, version: number) =>
  queryOptions({
    queryKey: ['version', kind, id, version],
    queryFn: ({ signal }) => value(api.GET('/api/v1/resources/{kind}/{id}/versions/{version}', { params: { path: { kind, id, version } }, signal })),
    staleTime: Infinity,
  });

export const capabilitiesQuery = queryOptions({
  queryKey: ['capabilities'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/capabilities', { signal })),
  staleTime: 60_000,
});

export const capabilityQuery = (id: string) =>
  queryOptions({
    queryKey: ['capability', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/capabilities/{id}', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });

export const routeTrialQuery = (call: DescribedCall) =>
  queryOptions({
    queryKey: ['route trial', call],
    queryFn: ({ signal }) => value(api.POST('/api/v1/routes/test', { body: call, signal })),
    placeholderData: keepPreviousData,
  });

export const rolloutQuery = (id: string) =>
  queryOptions({
    queryKey: ['rollout', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/routes/{id}/rollout', { params: { path: { id } }, signal })),
    refetchInterval: often,
  });

export const learningQuery = (id: string) =>
  queryOptions({
    queryKey: ['learning', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/routes/{id}/learning', { params: { path: { id } }, signal })),
    refetchInterval: (query) => often(query) && seldom,
  });

export const replayQuery = (id: string) =>
  queryOptions({
    queryKey: ['replay', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/routes/replays/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => (query.state.data === undefined || query.state.data.state === 'running') && !isForbidden(query.state.error) && 500,
  });

export const workflowsQuery = queryOptions({
  queryKey: ['workflows'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/workflows', { signal })),
  refetchInterval: (query) => often(query) && 5 * pace,
});

export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: ['workflow', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/workflows/{id}', { params: { path: { id } }, signal })),
  });
