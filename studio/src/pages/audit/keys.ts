import type { Key } from '@/table/query';

/** What the audit log can be asked by. */
export const auditKeys: readonly Key[] = [
  { name: 'since', hint: 'such as 24h, 30m, 7d, or an instant', moment: true },
  { name: 'until', hint: 'such as 1h, or an instant', moment: true },
  { name: 'actor', hint: 'name or id of who did it' },
  { name: 'action', hint: 'what it takes to be allowed it; its end may be a *' },
  { name: 'target', hint: 'what it was done to, such as route/triage or route/*' },
  { name: 'open', hint: 'number of the entry in the panel' },
  { name: 'cursor', hint: 'a page further back' },
];

/** What an empty list may owe to what was asked. */
export const auditFilters = auditKeys.map(({ name }) => name).filter((name) => name !== 'cursor' && name !== 'open');
