import { useQueries, useQuery } from '@tanstack/react-query';
import { onceKey } from '@/api/once';
import { matrixQuery, resourcesQuery } from '@/api/queries';
import { read } from '@/api/workflowEditor';
import { able, offered, type Offered } from './offered';

/** The names of the models of a vendor. */
async function modelsAt(provider: string): Promise<string[]> {
  const page = (await read('ai.model.list', { limit: 200 }, provider, onceKey())) as { items: { id: string }[] };
  return page.items.map(({ id }) => id);
}

/** What a capability can be asked of, and whether there is nobody at all. */
export function useOffered(capability: string): { all: Offered[]; nobody: boolean } {
  const routes = useQuery(resourcesQuery('route')).data?.items ?? [];
  const matrix = useQuery(matrixQuery({ kind: 'ai' })).data;
  const providers = matrix === undefined ? [] : able(capability, matrix);
  const open = providers.filter(({ models }) => models.length === 0);
  const lists = useQueries({ queries: open.map(({ id }) => ({ queryKey: ['models', id], queryFn: () => modelsAt(id), staleTime: 600_000, retry: false })) });
  const vendors = new Map(open.map(({ id }, at) => [id, lists[at]?.data ?? []]));
  return { all: offered(capability, routes, providers, vendors), nobody: matrix !== undefined && providers.length === 0 };
}
