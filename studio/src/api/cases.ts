import { queryOptions } from '@tanstack/react-query';
import { api, exactBody, exactValue, value } from './client';
import { often } from './queries';
import type { CaseReport, Json, WorkflowCase } from './schema';

/** Test cases of a workflow by name, without what they hold. */
export const casesQuery = (workflow: string) =>
  queryOptions({
    queryKey: ['cases', workflow],
    queryFn: ({ signal }) => value(api.GET('/api/v1/workflows/{id}/cases', { params: { path: { id: workflow } }, signal })),
    refetchInterval: often,
  });

/** A test case with what it holds. */
export const caseQuery = (workflow: string, name: string) =>
  queryOptions({
    queryKey: ['cases', workflow, name],
    queryFn: ({ signal }) => exactValue<WorkflowCase>(api.GET('/api/v1/workflows/{id}/cases/{name}', { params: { path: { id: workflow, name } }, parseAs: 'text', signal })),
  });

/** What is saved of a case; a part that is left out has its default. */
export type CaseParts = Record<'input' | 'run' | 'pins' | 'expects', Record<string, Json>>;

/** Saves a case, in place of one of its name. */
export const saveCase = (workflow: string, name: string, parts: CaseParts) =>
  exactValue<WorkflowCase>(api.PUT('/api/v1/workflows/{id}/cases/{name}', { params: { path: { id: workflow, name } }, body: parts, bodySerializer: exactBody, parseAs: 'text' }));

/** Makes a case of a run that is over, in place of one of its name. */
export const recordCase = (workflow: string, name: string, run: string) =>
  exactValue<WorkflowCase>(api.POST('/api/v1/workflows/{id}/cases/{name}/record', { params: { path: { id: workflow, name } }, body: { run }, parseAs: 'text' }));

export const deleteCase = (workflow: string, name: string) => value(api.DELETE('/api/v1/workflows/{id}/cases/{name}', { params: { path: { id: workflow, name } } }));

/** Runs cases in memory, all where none is named; nothing is called. */
export const runCases = (workflow: string, draft: boolean, names: string[]) =>
  exactValue<CaseReport>(api.POST('/api/v1/workflows/{id}/cases/run', { params: { path: { id: workflow } }, body: { draft, ...(names.length === 0 ? {} : { cases: names }) }, parseAs: 'text' }));
