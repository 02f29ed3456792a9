import { queryOptions } from '@tanstack/react-query';
import { api, value } from './client';
import { often } from './queries';

/** Names of the secrets in the vault. Who may not read them is refused once. */
export const secretsQuery = queryOptions({
  queryKey: ['secrets'],
  queryFn: ({ signal }) => value(api.GET('/api/v1/secrets', { signal })),
  retry: false,
});

/** Where a secret may be sent, which version is in force and since when; never its value. */
export const secretQuery = (name: string) =>
  queryOptions({
    queryKey: ['secrets', name],
    queryFn: ({ signal }) => value(api.GET('/api/v1/secrets/{name}', { params: { path: { name } }, signal })),
    refetchInterval: often,
    retry: false,
  });

/** The versions of a secret that are kept, the one in force first. */
export const secretVersionsQuery = (name: string) =>
  queryOptions({
    queryKey: ['secrets', name, 'versions'],
    queryFn: ({ signal }) => value(api.GET('/api/v1/secrets/{name}/versions', { params: { path: { name } }, signal })),
    refetchInterval: often,
  });

/** What is stored as it is, not as JSON. */
const plain = { headers: { 'Content-Type': 'text/plain' }, bodySerializer: (text: string) => text };

/** Stores a secret under a name that is free. */
export const createSecret = (name: string, secret: string, host: string[]) =>
  value(api.PUT('/api/v1/secrets/{name}', { params: { path: { name }, query: { host } }, body: secret, ...plain, headers: { ...plain.headers, 'If-None-Match': '*' } }));

/** Stores another value of a secret, which may go where the one before it went. */
export const replaceSecret = (name: string, secret: string) => value(api.PUT('/api/v1/secrets/{name}', { params: { path: { name } }, body: secret, ...plain }));

/** Says anew where a secret may be sent. */
export const bindSecret = (name: string, hosts: string[]) => value(api.PUT('/api/v1/secrets/{name}/hosts', { params: { path: { name } }, body: { hosts } }));

/** Puts the value of a former version in force again, as the next version. */
export const rollBackSecret = (name: string, version: number) => value(api.POST('/api/v1/secrets/{name}/rollback', { params: { path: { name } }, body: { version } }));

/** Forgets a secret with all its versions. */
export const deleteSecret = (name: string) => value(api.DELETE('/api/v1/secrets/{name}', { params: { path: { name } } }));
