import type { CapabilityMatrix, Resource } from '@/api/schema';

/** Something that can be asked for, and what it is. */
export interface Offered {
  name: string;
  what: string;
}

/** The names that routes give, then the offers of the tenant's providers. */
export function offered(routes: readonly Resource[], providers: CapabilityMatrix['providers']): Offered[] {
  const names = routes.flatMap(({ id, spec }): Offered[] => {
    const { capability, model } = (spec.when ?? {}) as { capability?: string; model?: string };
    const chats = capability === undefined || capability.startsWith('ai.chat') || capability === 'ai.*';
    return model === undefined || /[*?]/.test(model) || !chats ? [] : [{ name: model, what: `route ${id}` }];
  });
  const offers = providers.flatMap(({ id, models }) => models.map(({ offer }): Offered => ({ name: offer, what: `at ${id}` })));
  return [...new Map([...names, ...offers].map((one) => [one.name, one])).values()];
}
