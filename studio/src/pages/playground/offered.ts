import type { CapabilityMatrix, Resource } from '@/api/schema';
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

/** The models that a call of a capability may name: those of routes, then those that providers offer, or that the vendor lists where a provider declares none. */
export function offered(capability: string, routes: readonly Resource[], providers: readonly Provider[], vendors: ReadonlyMap<string, readonly string[]>): Offered[] {
  const names = routes.flatMap(({ id, spec }): Offered[] => {
    const { capability: of = '*', model } = (spec.when ?? {}) as { capability?: string; model?: string };
    return model === undefined || /[*?]/.test(model) || !covers(of, capability) ? [] : [{ name: model, what: `route ${id}` }];
  });
  const offers = providers.flatMap(({ id, models }) => [...models.map(({ offer }) => offer), ...(vendors.get(id) ?? []).map((model) => `${id}/${model}`)].map((name): Offered => ({ name, what: `at ${id}` })));
  return [...new Map([...names, ...offers].map((one) => [one.name, one])).values()];
}
