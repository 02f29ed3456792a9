import { measured, nothing, type Group, type Measure } from './sums';

const dayLength = 86_400_000;

/** How many other days of the same weekday tell what is usual, at least. */
const weekdays = 2;

/** How many other days tell it where there are too few of the same weekday. */
const anyDays = 5;

/** So many times its usual a day stands out, when what is beyond is also this part of what all groups usually use a day. */
const times = 3;
const part = 0.2;

/** A day on which a group used far more than is usual for it. */
export interface Unusual {
  day: string;
  name: string;
  used: number;
  usual: number;
}

/** A day that is not over, and how much more is expected on it. */
export interface Ahead {
  day: string;
  more: number;
}

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const weekday = (day: string) => new Date(at(day)).getUTCDay();

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
}

/** The median of the other days of the same weekday; where they are too few, of all other days; where these are too few, unknown. */
function usual(used: ReadonlyMap<string, number>, day: string): number | undefined {
  const others = [...used].filter(([other]) => other !== day);
  const same = others.filter(([other]) => weekday(other) === weekday(day));
  const like = same.length >= weekdays ? same : others;
  return like.length < (same.length >= weekdays ? weekdays : anyDays) ? undefined : median(like.map(([, value]) => value));
}

/** What was used on each day from the first with any on, of those that are over. */
function usedOn(groups: readonly Group[], days: readonly string[], measure: Measure): Map<string, number> {
  const all = days.map((day): [string, number] => [day, groups.reduce((sum, group) => sum + measured(group.days.get(day) ?? nothing, measure), 0)]);
  const first = all.findIndex(([, value]) => value > 0);
  return new Map(first < 0 ? [] : all.slice(first));
}

const over = (days: readonly string[], now: number) => days.filter((day) => at(day) + dayLength <= now);

/** The one day and group that is furthest beyond its usual; absent where none is by much. */
export function unusual(all: readonly Group[], days: readonly string[], measure: Measure, now: number): Unusual | undefined {
  const ended = over(days, now);
  const whole = median([...usedOn(all, ended, measure).values()]);
  const found = all.flatMap((group) => {
    const used = usedOn([group], ended, measure);
    return [...used].flatMap(([day, value]): Unusual[] => {
      const expected = usual(used, day);
      return expected === undefined || value < times * expected || value - expected < part * whole || value === expected ? [] : [{ day, name: group.name, used: value, usual: expected }];
    });
  });
  return found.sort((a, b) => b.used - b.usual - (a.used - a.usual))[0];
}

/** `10 times its usual`; of what is usually not there at all, `usually nothing`. */
export function unusualWords({ used, usual: expected }: Unusual): string {
  return expected === 0 ? 'usually nothing' : `${Math.round(used / expected)} times its usual`;
}

/** The rest of today and the days to the end of its month, each as its weekday usually is; empty where that is not known for all, or the time asked for ends before. */
export function ahead(all: readonly Group[], days: readonly string[], measure: Measure, now: number): Ahead[] {
  const today = new Date(now).toISOString().slice(0, 10);
  if (days.at(-1) !== today) return [];
  const used = usedOn(all, over(days, now), measure);
  const end = Date.UTC(new Date(now).getUTCFullYear(), new Date(now).getUTCMonth() + 1, 1);
  const coming = Array.from({ length: Math.round((end - at(today)) / dayLength) }, (_, index) => new Date(at(today) + index * dayLength).toISOString().slice(0, 10));
  const expected = coming.map((day) => usual(used, day));
  if (expected.includes(undefined)) return [];
  const soFar = all.reduce((sum, group) => sum + measured(group.days.get(today) ?? nothing, measure), 0);
  return coming.map((day, index) => ({ day, more: Math.max(0, (expected[index] ?? 0) - (index === 0 ? soFar : 0)) }));
}

/** The day after one. */
export function nextDay(day: string): string {
  return new Date(at(day) + dayLength).toISOString().slice(0, 10);
}
