/**
 * Keeps a live list in its place. Rows that stand are changed where they stand; rows that are new wait until they are
 * asked for; a row the server lists no more goes, unless it only fell off the end behind the new ones.
 */
export function hold<T>(held: readonly T[], polled: readonly T[], id: (row: T) => string): { rows: T[]; fresh: number } {
  const news = new Map(polled.map((row) => [id(row), row]));
  const stands = new Set(held.map(id));
  const fresh = leading(polled, (row) => !stands.has(id(row)));
  const rows = held.flatMap((row, at) => {
    const now = news.get(id(row));
    if (now !== undefined) return [now];
    return at >= held.length - fresh ? [row] : [];
  });
  return { rows, fresh };
}

function leading<T>(rows: readonly T[], test: (row: T) => boolean): number {
  const end = rows.findIndex((row) => !test(row));
  return end < 0 ? rows.length : end;
}
