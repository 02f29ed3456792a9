import { queryOptions } from '@tanstack/react-query';
import { api, value } from './client';

/** The templates of the product and of the tenant, with what each needs. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/templates', { signal })),
});

/** A template with its parameters and its text. */
export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['templates', id],
    queryFn: ({ signal }) => value(api.GET('/api/v1/templates/{id}', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });

/** Makes a draft of a workflow; parameters that are not given have their defaults. */
export const draftFrom = (template: string, workflow: string, parameters: Record<string, unknown>) =>
  value(api.POST('/api/v1/templates/{id}/drafts', { params: { path: { id: template } }, body: { workflow, parameters } }));
