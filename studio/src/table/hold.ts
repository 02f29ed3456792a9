/** A page of a list as the server answered it; `next` is absent where the list ends with it. */
export interface Polled<T> {
  items: readonly T[];
  next?: string | undefined;
}

/**
 * Keeps a live list in its place. Rows that stand are changed where they stand; rows behind the last of them join at the
 * foot; any other row that was not seen waits until it is asked for. A row the server lists no more goes, unless new rows
 * pushed it over the end of a full page.
 */
export function hold<T>(held: readonly T[], { items, next }: Polled<T>, id: (row: T) => string): { rows: T[]; fresh: number } {
  const news = new Map(items.map((row) => [id(row), row]));
  const stands = new Set(held.map(id));
  const lastKnown = items.findLastIndex((row) => stands.has(id(row)));
  const joining = lastKnown < 0 ? [] : items.slice(lastKnown + 1);
  const full = next !== undefined && joining.length === 0;
  const lastHeld = held.findLastIndex((row) => news.has(id(row)));
  const kept = held.flatMap((row, at) => news.get(id(row)) ?? (full && at > lastHeld ? row : []));
  const unseen = items.filter((row) => !stands.has(id(row))).length;
  return { rows: [...kept, ...joining], fresh: unseen - joining.length };
}
