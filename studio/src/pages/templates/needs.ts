import type { TemplateSummary } from '@/api/schema';

/** What a template needs of one kind of service. */
export interface KindNeeded {
  kind: string;
  /** Whether the tenant has a provider for each of its capabilities. */
  here: boolean;
  capabilities: readonly string[];
}

/** What a template needs, by kind of service. */
export function kindsNeeded(needs: TemplateSummary['needs']): KindNeeded[] {
  const kinds = new Map<string, TemplateSummary['needs']>();
  for (const need of needs) {
    const kind = need.capability.split('.')[0] ?? need.capability;
    kinds.set(kind, [...(kinds.get(kind) ?? []), need]);
  }
  return [...kinds].map(([kind, of]) => ({ kind, here: of.every(({ provider }) => provider !== undefined), capabilities: of.map(({ capability }) => capability) }));
}
