/** Where two secrets of a key stand on one line of time, in percent; half an overlap is shown on either side of it. */
export function rotation(rotated: number, until: number, now: number): { oldEnds: number; newBegins: number; at: number } {
  const overlap = Math.max(until - rotated, 60_000);
  const from = rotated - overlap / 2;
  const place = (moment: number) => Math.min(100, Math.max(0, ((moment - from) / (overlap * 2)) * 100));
  return { oldEnds: place(until), newBegins: place(rotated), at: place(now) };
}
