import { queryOptions } from '@tanstack/react-query';
import { api, exactBody, exactValue, value } from './client';
import { onceKey } from './once';
import type { CheckedWorkflow, Json, StepTrial, WorkflowDraft, WorkflowEdit } from './schema';

/** The JSON Schema of workflows: types of steps and their fields. */
export const workflowSchemaQuery = queryOptions({
  queryKey: ['schema', 'workflow'],
  queryFn: async ({ signal }) => JSON.parse(await value(api.GET('/api/v1/schemas/{name}', { params: { path: { name: 'workflow.schema.json' } }, parseAs: 'text', signal }))) as unknown,
  staleTime: Infinity,
});

/** What a text of a workflow of that id says, and what is wrong with it; `at` is the step whose names are wanted. */
export const workflowCheckQuery = (id: string, text: string, at: string | undefined) =>
  queryOptions({
    queryKey: ['workflow check', id, text, at],
    queryFn: ({ signal }) => value<CheckedWorkflow>(api.POST('/api/v1/workflows/check', { body: { text, id, ...(at === undefined ? {} : { at }) }, signal })),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });

/** A text after its edits; what they do not change stays as it was written. */
export const editWorkflow = (id: string, text: string, edits: WorkflowEdit[]) => value(api.POST('/api/v1/workflows/edit', { body: { text, edits, id } }));

/** How a step would begin with these values of the names that it sees; nothing is called. */
export const tryStep = (text: string, step: string, values: Record<string, Json>) => exactValue<StepTrial>(api.POST('/api/v1/workflows/test', { body: { text, step, values }, bodySerializer: exactBody, parseAs: 'text' }));

/** Labels as a header holds them; one whose value cannot stand in it is left out. */
const inHeader = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .filter(([, label]) => /^[\x21-\x2b\x2d-\x7e][\x20-\x2b\x2d-\x7e]*$/.test(label))
    .map(([name, label]) => `${name}=${label}`)
    .join(',');

/** Calls what a step would call; the same key is the same call, however often it is sent. */
export async function callStep({ capability = '', input = {}, labels = {} }: StepTrial, key: string): Promise<{ value: Json; decision: string | undefined }> {
  const answer = await api.POST('/api/v1/call/{capability}', { params: { path: { capability }, header: { 'Auterity-Labels': inHeader(labels) } }, body: '', bodySerializer: () => exactBody(input), headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key }, parseAs: 'text' });
  return { value: await exactValue<Json>(Promise.resolve(answer)), decision: answer.response.headers.get('Auterity-Decision') ?? undefined };
}

/** What a capability that only reads answers; of one provider where that is named, else of the one that routes choose. */
export async function read(capability: string, input: Readonly<Record<string, Json>>, provider: string | undefined, key: string): Promise<Json> {
  const header = provider === undefined ? {} : { 'Auterity-Provider': provider };
  const answer = api.POST('/api/v1/call/{capability}', { params: { path: { capability }, header }, body: '', bodySerializer: () => JSON.stringify(input), headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key }, parseAs: 'text' });
  return exactValue<Json>(answer);
}

/** The first things that a provider lists. */
export async function readItems(capability: string, provider: string | undefined): Promise<Json[]> {
  const page = await read(capability, { limit: 200 }, provider, onceKey());
  return typeof page === 'object' && page !== null && 'items' in page && Array.isArray(page.items) ? page.items : [];
}

/** What people mean by some words, the likeliest first. */
export const foundCapabilitiesQuery = (q: string) =>
  queryOptions({
    queryKey: ['capabilities', q],
    queryFn: ({ signal }) => value(api.GET('/api/v1/capabilities', { params: { query: { q } }, signal })),
    enabled: q !== '',
    staleTime: 60_000,
    retry: false,
  });

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
