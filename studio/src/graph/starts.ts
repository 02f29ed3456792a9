import type { Layout } from './layout';

/** What starts runs by itself: a station of the trunk above the input. */
export interface Start {
  id: string;
  /** E.g. webhook; by hand where nothing else does. */
  kind: string;
  note: string;
  /** Whether something is wrong with it. */
  wrong?: boolean;
  onOpen?: () => void;
}

const [rowHeight, between] = [26, 10];

/** How high the stations above the input are. */
const headOf = (starts: readonly Start[]): number => (starts.length === 0 ? 0 : starts.length * rowHeight + between);

/** A layout moved down by the stations above its input. */
export function below(layout: Layout, starts: readonly Start[]): Layout {
  const head = headOf(starts);
  if (head === 0) return layout;
  const moved = new Map([...layout.places].map(([key, place]) => [key, place.parent === undefined ? { ...place, y: place.y + head } : place]));
  return { ...layout, places: moved, stations: layout.stations.map(({ path, y }) => ({ path, y: y + head })), height: layout.height + head };
}

/** Where the stations above the input stand. */
export const startPlaces = (starts: readonly Start[]): number[] => starts.map((_, at) => 22 + at * rowHeight);
