import type { Limit } from '@/api/schema';
import type { Key } from '@/table/query';
import { isRate } from '../budget/covering';

/** What the limits can be asked by. */
export const limitKeys: readonly Key[] = [
  { name: 'kind', hint: 'what it counts', values: ['budget', 'quota'] },
  { name: 'scope', hint: 'whose calls count', values: ['tenant', 'key', 'team', 'project', 'user', 'label', 'model'] },
  { name: 'open', hint: 'the limit that is open' },
  { name: 'form', hint: 'what is set', values: ['budget', 'quota'] },
  { name: 'of', hint: 'whose calls the form begins with, such as team/payments' },
  { name: 'cursor', hint: 'a page further on' },
];

export interface Group {
  name: string;
  what: string;
  limits: Limit[];
}

/** Budgets, counted quotas and rates, each with what it is. */
export function groups(limits: readonly Limit[]): Group[] {
  const all: Group[] = [
    { name: 'budget', what: 'what calls may cost', limits: [] },
    { name: 'quota', what: 'how many calls there may be', limits: [] },
    { name: 'rate', what: 'how many at once or in any second or minute, counted since the server started', limits: [] },
  ];
  for (const limit of limits) {
    const name = isRate(limit) ? 'rate' : limit.kind;
    all.find((group) => group.name === name)?.limits.push(limit);
  }
  return all.filter((group) => group.limits.length > 0);
}
