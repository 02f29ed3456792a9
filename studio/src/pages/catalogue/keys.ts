import type { Key } from '@/table/query';

const grades = ['V1', 'V2', 'V3', 'V4', 'V5', 'V0'] as const;

/** What the catalogue can be asked by. */
export const catalogueKeys: readonly Key[] = [
  { name: 'kind', hint: 'what it does, such as git' },
  { name: 'category', hint: 'in which part of a house it is looked for', values: ['ai', 'cloud', 'devops', 'productivity', 'other'] },
  { name: 'priority', hint: 'how much the product needs it, as its road map says', values: ['critical', 'high', 'medium'] },
  { name: 'grade', hint: 'how the least proven of its operations was verified', values: grades },
  { name: 'view', hint: 'a row by its operations and their evidence, or by what it acts upon', values: ['evidence', 'capabilities'] },
  { name: 'open', hint: 'the connector in the panel' },
  { name: 'tab', hint: 'what the panel shows', values: ['evidence', 'operations', 'settings', 'versions'] },
  { name: 'ids', hint: 'connectors that are picked to be compared, with commas between' },
];

/** What a comparison can be asked by. */
export const compareKeys: readonly Key[] = [
  { name: 'ids', hint: 'connectors of one kind, with commas between' },
  { name: 'only', hint: 'only what differs', values: ['differences'] },
];
