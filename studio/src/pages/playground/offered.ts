import type { CapabilityMatrix, Resource } from '@/api/schema';
import { covers } from '@/format/text';

/** Something that can be asked for, and what it is. */
export interface Offered {
  name: string;
  what: string;
}

/** What a capability can be asked of: the names that routes give, then the offers of the tenant's providers whose connector has it. */
export function offered(capability: string, routes: readonly Resource[], matrix: CapabilityMatrix | undefined): Offered[] {
  const names = routes.flatMap(({ id, spec }): Offered[] => {
    const { capability: of = '*', model } = (spec.when ?? {}) as { capability?: string; model?: string };
    return model === undefined || /[*?]/.test(model) || !covers(of, capability) ? [] : [{ name: model, what: `route ${id}` }];
  });
  const having = new Set(matrix?.connectors.filter(({ operations }) => operations.some((one) => one.capability === capability && one.support !== 'none')).map(({ id }) => id));
  const able = matrix?.providers.filter(({ connector }) => having.has(connector)) ?? [];
  const offers = able.flatMap(({ id, models }) => models.map(({ offer }): Offered => ({ name: offer, what: `at ${id}` })));
  return [...new Map([...names, ...offers].map((one) => [one.name, one])).values()];
}
