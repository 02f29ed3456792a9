import { useQueries, useQuery } from '@tanstack/react-query';
import { matrixQuery, resourcesQuery } from '@/api/queries';
import { useMay } from '@/api/rights';
import { readItems } from '@/api/workflowEditor';
import { able, offered, type Offered } from './offered';

/** The names of the models that a vendor lists. */
async function modelsAt(provider: string): Promise<string[]> {
  const items = await readItems('ai.model.list', provider);
  return items.flatMap((item) => (typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string' ? [item.id] : []));
}

/** The models that a call of a capability may name, and whether any provider has it; true while that is not known. */
export function useModels(capability: string): { models: Offered[]; connected: boolean } {
  const lists = useMay()('ai.model.list');
  const routes = useQuery(resourcesQuery('route')).data?.items ?? [];
  const matrix = useQuery(matrixQuery({ kind: 'ai' })).data;
  const providers = matrix === undefined ? [] : able(capability, matrix);
  const open = providers.filter(({ models }) => models.length === 0);
  const listed = useQueries({ queries: open.map(({ id }) => ({ queryKey: ['models', id], queryFn: () => modelsAt(id), enabled: lists, staleTime: 600_000, retry: false })) });
  const vendors = new Map(open.map(({ id }, at) => [id, listed[at]?.data ?? []]));
  return { models: offered(capability, routes, providers, vendors), connected: matrix === undefined || providers.length > 0 };
}
