import { queryOptions } from '@tanstack/react-query';
import { api, value } from './client';
import type { CheckedWorkflow, WorkflowDraft, WorkflowEdit } from './schema';

/** The JSON Schema of workflows: types of steps and their fields. */
export const workflowSchemaQuery = queryOptions({
  queryKey: ['schema', 'workflow'],
  queryFn: async ({ signal }) => JSON.parse(await value(api.GET('/api/v1/schemas/{name}', { params: { path: { name: 'workflow.schema.json' } }, parseAs: 'text', signal }))) as unknown,
  staleTime: Infinity,
});

/** What a text says, and what is wrong with it; `at` is the step whose names are wanted. */
export const workflowCheckQuery = (text: string, at: string | undefined) =>
  queryOptions({
    queryKey: ['workflow check', text, at],
    queryFn: ({ signal }) => value<CheckedWorkflow>(api.POST('/api/v1/workflows/check', { body: { text, ...(at === undefined ? {} : { at }) }, signal })),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });

/** A text after its edits; what they do not change stays as it was written. */
export const editWorkflow = (text: string, edits: WorkflowEdit[]) => value(api.POST('/api/v1/workflows/edit', { body: { text, edits } }));

export const draftsQuery = queryOptions({
  queryKey: ['workflow drafts'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/workflow-drafts', { signal })),
});

/** The draft of a workflow; undefined where there is none. */
export async function readDraft(id: string, signal?: AbortSignal): Promise<WorkflowDraft | undefined> {
  const answer = await api.GET('/api/v1/workflows/{id}/draft', { params: { path: { id } }, ...(signal === undefined ? {} : { signal }) });
  return answer.response.status === 404 ? undefined : value(Promise.resolve(answer));
}

/** Saves a draft, unless another was faster than the revision that was read. */
export const saveDraft = (id: string, text: string, follows: number, revision: number) => value(api.PUT('/api/v1/workflows/{id}/draft', { params: { path: { id } }, body: { text, follows, revision } }));

/** Puts a draft in force in place of the version that it follows. */
export const publishDraft = (id: string, revision: number) => value(api.POST('/api/v1/workflows/{id}/publish', { params: { path: { id } }, body: { revision } }));

/** Throws a draft away. */
export const endDraft = (id: string, revision: number) => value(api.DELETE('/api/v1/workflows/{id}/draft', { params: { path: { id }, query: { revision } } }));
