import { periodWords } from '@/format/money';

/** `a day, Europe/Berlin`; a window of an hour or of all time has no midnight that a zone could move. */
export function zoned(period: string, zone: string | undefined): string {
  const words = periodWords(period);
  return zone === undefined || !['day', 'week', 'month', 'quarter', 'year'].includes(period) ? words : `${words}, ${zone}`;
}
