import type { Limit } from '@/api/schema';
import type { Key } from '@/table/query';

/** What the limits can be asked by. */
export const limitKeys: readonly Key[] = [
  { name: 'kind', hint: 'what it counts', values: ['budget', 'quota'] },
  { name: 'scope', hint: 'whose calls count', values: ['tenant', 'key', 'team', 'project', 'user', 'label', 'model'] },
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

function isRate({ period }: Limit): boolean {
  return period === 'second' || period === 'minute' || period === 'parallel';
}

/** The parts of a limit's bar in percent of its cap; `over` when more is used than it allows, as after a cap was lowered. */
export function shares(limit: Pick<Limit, 'cap' | 'settled' | 'unsettled' | 'held'>): { settled: number; crashed: number; held: number; over: boolean } {
  const [cap, settled, crashed, held] = [limit.cap, limit.settled, limit.unsettled, limit.held].map(Number) as [number, number, number, number];
  const whole = Math.max(cap, settled + crashed + held, Number.MIN_VALUE);
  const part = (of: number) => (of / whole) * 100;
  return { settled: part(settled), crashed: part(crashed), held: part(held), over: settled + crashed + held > cap };
}
