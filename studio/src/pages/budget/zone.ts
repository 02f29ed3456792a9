import type { Resource } from '@/api/schema';
import { periodWords } from '@/format/money';

/** By whose calendar the windows of budgets, or of quotas, follow each other: of each its zone, UTC where it names none. */
export function zonesOf(resources: readonly Resource[]): ReadonlyMap<string, string> {
  return new Map(resources.map(({ id, spec }) => [id, typeof spec.zone === 'string' ? spec.zone : 'UTC']));
}

/** `a day, Europe/Berlin`; a window of an hour or of all time has no midnight that a zone could move. */
export function zoned(period: string, zone: string | undefined): string {
  const words = periodWords(period);
  return zone === undefined || !['day', 'week', 'month', 'quarter', 'year'].includes(period) ? words : `${words}, ${zone}`;
}
