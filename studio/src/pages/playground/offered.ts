import { useQueries, useQuery } from '@tanstack/react-query';
import { onceKey } from '@/api/once';
import { matrixQuery, resourcesQuery } from '@/api/queries';
import type { CapabilityMatrix, Resource } from '@/api/schema';
import { read } from '@/api/workflowEditor';
import { covers } from '@/format/text';

/** Something that can be asked for, and what it is. */
export interface Offered {
  name: string;
  what: string;
}

type Provider = CapabilityMatrix['providers'][number];

/** The providers whose connector has a capability. */
export function able(capability: string, { connectors, providers }: CapabilityMatrix): Provider[] {
  const having = new Set(connectors.filter(({ operations }) => operations.some((one) => one.capability === capability && one.support !== 'none')).map(({ id }) => id));
  return providers.filter(({ connector }) => having.has(connector));
}

/** What a capability can be asked of: the names that routes give, then the offers of providers, or what the vendor of one that declares none has. */
export function offered(capability: string, routes: readonly Resource[], providers: readonly Provider[], vendors: ReadonlyMap<string, readonly string[]>): Offered[] {
  const names = routes.flatMap(({ id, spec }): Offered[] => {
    const { capability: of = '*', model } = (spec.when ?? {}) as { capability?: string; model?: string };
    return model === undefined || /[*?]/.test(model) || !covers(of, capability) ? [] : [{ name: model, what: `route ${id}` }];
  });
  const offers = providers.flatMap(({ id, models }) => [...models.map(({ offer }) => offer), ...(vendors.get(id) ?? []).map((model) => `${id}/${model}`)].map((name): Offered => ({ name, what: `at ${id}` })));
  return [...new Map([...names, ...offers].map((one) => [one.name, one])).values()];
}

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
