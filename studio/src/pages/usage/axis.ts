import { roundUp125 } from '@/format/scale';

/** Where lines are drawn behind bars of which the highest is this high: round values, three at most and none above it, as far apart as the least at least. */
export function gridOf(most: number, least = 0): number[] {
  if (!(most > 0)) return [];
  const step = Math.max(roundUp125(most / 3), least);
  return Array.from({ length: Math.floor((most / step) * (1 + 1e-9)) }, (_, at) => Number(((at + 1) * step).toPrecision(6)));
}

/** So many days at most are named under the bars, today apart. */
const named = 6;

/** The names of some days, by the day: the first, others as far from each other, and today, which nothing stands near. */
export function namesOf(days: readonly string[], today: string): Map<string, string> {
  const every = Math.ceil(days.length / named);
  const here = days.indexOf(today);
  const shown = days.filter((day, at) => day === today || (at % every === 0 && (here < 0 || Math.abs(at - here) >= every)));
  return new Map(shown.map((day) => [day, day === today ? 'today' : nameOf(day, day === days[0])]));
}

function nameOf(day: string, first: boolean): string {
  const at = new Date(`${day}T00:00:00Z`);
  const month = first || at.getUTCDate() === 1;
  return at.toLocaleDateString('en-GB', { day: 'numeric', ...(month ? { month: 'short' } : { weekday: 'short' }), timeZone: 'UTC' });
}
