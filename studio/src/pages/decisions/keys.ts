import type { Key } from '@/table/query';

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

/** What an empty list may owe to what was asked. */
export const decisionFilters = decisionKeys.map(({ name }) => name).filter((name) => name !== 'cursor');
