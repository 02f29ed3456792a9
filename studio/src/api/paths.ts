import type * as S from './schema';

/** The doors the console uses, as openapi-fetch wants them described. */
export interface paths {
  '/api/v1/session': {
    get: Ask<S.Session>;
    post: Tell<S.Session, { key?: string; code?: string }>;
    delete: Ask<undefined>;
  };
  '/api/v1/runs': { get: Ask<S.Page<S.RunSummary>, { query?: Query }> };
  '/api/v1/runs/counts': { get: Ask<S.RunCounts, { query?: Query }> };
  '/api/v1/runs/{id}': { get: Ask<S.Run, ById> };
  '/api/v1/runs/{id}/cancel': { post: Ask<S.RunSummary, ById> };
  '/api/v1/runs/{id}/steps': { get: Ask<S.Page<S.StepInstance>, ById & { query?: Query }> };
  '/api/v1/runs/{id}/steps/{key}': { get: Ask<S.StepDetail, { path: { id: string; key: string }; query?: Query }> };
  '/api/v1/runs/{id}/timeline': { get: Ask<S.Timeline, ById & { query?: Query }> };
  '/api/v1/decisions': { get: Ask<S.Page<S.DecisionSummary>, { query?: Query }> };
  '/api/v1/decisions/{id}': { get: Ask<S.Decision, ById> };
  '/api/v1/decisions/{id}/recompute': { post: Ask<S.Recomputed, ById> };
  '/api/v1/providers': { get: Ask<{ items: S.Provider[] }, { query?: Query }> };
  '/api/v1/providers/{id}': { get: Ask<S.ProviderDetail, ById> };
  '/api/v1/workflows': { get: Ask<{ items: S.WorkflowSummary[] }> };
  '/api/v1/workflows/{id}': { get: Ask<S.WorkflowDetail, ById> };
}

type Query = Record<string, string | number>;
interface ById {
  path: { id: string };
}

interface Answer<T> {
  200: { content: { 'application/json': T } };
  default: { content: { 'application/problem+json': S.Problem } };
}

interface Ask<T, P = { query?: never }> {
  parameters: P;
  responses: Answer<T>;
}

interface Tell<T, B> {
  parameters: { query?: never };
  requestBody: { content: { 'application/json': B } };
  responses: Answer<T>;
}
