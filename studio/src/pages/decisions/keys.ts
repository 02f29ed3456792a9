import type { Key, Search } from '@/table/query';

/** What the decisions can be asked by. */
export const decisionKeys: readonly Key[] = [
  { name: 'outcome', hint: 'what has become of it', values: ['succeeded', 'refused', 'failed'] },
  { name: 'failover', hint: 'another provider answered', values: ['true'] },
  { name: 'provider', hint: 'who was asked' },
  { name: 'capability', hint: 'what was called' },
  { name: 'run', hint: 'id of the run' },
  { name: 'step', hint: 'such as triage[17].classify' },
  { name: 'since', hint: 'such as 24h, 30m, 7d, or an instant', moment: true },
  { name: 'cursor', hint: 'a page further back' },
];

/** The filters that an empty list could do without. */
export function droppable(search: Search): string[] {
  return decisionKeys.map((key) => key.name).filter((name) => name !== 'cursor' && search[name] !== undefined);
}
