import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { apply } from '@/api/apply';
import type { ConnectorDetail } from '@/api/schema';
import { yaml } from '@/format/yaml';
import { provider, secrets, type Draft } from './draft';
import { withProvider, type Place, type Way } from './ways';

export interface Save {
  draft: Draft;
  /** The routes that it shall stand in. */
  ways: readonly { way: Way; at: Place }[];
}

/** Stores the draft: first all is checked, then its secrets are written, then it comes in force with its routes. Secrets of what is refused are deleted again. */
export function useSave(detail: ConnectorDetail, taken: readonly string[], onSaved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ draft, ways }: Save) => {
      const text = written(detail, draft, taken, ways);
      await apply(text, true);
      const names: string[] = [];
      try {
        for (const [name, secret] of Object.entries(secrets(detail, draft, taken))) {
          await value(api.PUT('/api/v1/secrets/{name}', { params: { path: { name } }, body: secret, headers: { 'Content-Type': 'text/plain' }, bodySerializer: (plain: string) => plain }));
          names.push(name);
        }
        await apply(text, false);
      } catch (error) {
        await Promise.allSettled(names.map((name) => api.DELETE('/api/v1/secrets/{name}', { params: { path: { name } } })));
        throw error;
      }
    },
    onSuccess: async () => {
      onSaved();
      await client.invalidateQueries();
    },
  });
}

/** The provider and its routes as one text: all of it comes in force, or none. */
export function written(detail: ConnectorDetail, draft: Draft, taken: readonly string[], ways: Save['ways']): string {
  const routes = ways.map(({ way, at }) => withProvider(way, draft.id, at)).map((route) => `version: ${route.version}\n${yaml(route)}`);
  return [`version: 0\n${yaml(provider(detail, draft, taken))}`, ...routes].join('---\n');
}
