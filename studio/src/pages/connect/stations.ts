/** The way to a provider, in its order. */
export const stations = ['choose', 'credential', 'test', 'routes', 'done'] as const;

export type Station = (typeof stations)[number];

export const names: Readonly<Record<Station, string>> = { choose: 'Choose', credential: 'Credential', test: 'Test', routes: 'Routes', done: 'Done' };

/** How far one may go: not beyond a station that is not passed. */
export interface Passed {
  chosen: boolean;
  filled: boolean;
  tested: boolean;
  saved: boolean;
}

/** The last station that may be opened. */
export function furthest({ chosen, filled, tested, saved }: Passed): Station {
  if (saved) return 'done';
  if (!chosen) return 'choose';
  if (!filled) return 'credential';
  return tested ? 'routes' : 'test';
}

/** The station that the address asks for, or the nearest before it that may be opened. */
export function standing(asked: string | undefined, passed: Passed): Station {
  if (passed.saved) return 'done';
  const wanted = stations.indexOf((asked ?? furthest(passed)) as Station);
  const most = stations.indexOf(furthest(passed));
  return stations[wanted < 0 ? most : Math.min(wanted, most)] ?? 'choose';
}

/** The neighbour of a station that may be opened; itself at an end. */
export function neighbour(from: Station, by: 1 | -1, passed: Passed): Station {
  if (passed.saved) return 'done';
  const next = stations[stations.indexOf(from) + by];
  return next === undefined ? from : standing(next, passed);
}
