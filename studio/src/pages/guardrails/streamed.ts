/** How a text passed a rule as a stream. */
export interface StreamRun {
  steps: readonly { came: string; went: string }[];
  refused?: string;
}

/** What had come when something went on: the pieces since the last time, how many they were, and what the caller got of it. */
export interface StreamRow {
  came: string;
  went: string;
  words: number;
}

/** One row each time that something went on; what is held to the end stands in the last. */
export function streamRows({ steps }: StreamRun): StreamRow[] {
  const rows: StreamRow[] = [];
  let held: StreamRow = { came: '', went: '', words: 0 };
  for (const { came, went } of steps) {
    held = { came: held.came + came, went, words: held.words + (came === '' ? 0 : 1) };
    if (went === '') continue;
    rows.push(held);
    held = { came: '', went: '', words: 0 };
  }
  return held.words > 0 ? [...rows, held] : rows;
}
