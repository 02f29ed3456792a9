/** What the console knows about its line to the server. One for the whole page; every answer and every frame feeds it. */
export interface Connection {
  /** When the server was heard last; 0 before the first time. */
  heardAt: number;
  /** Since when it is not heard; undefined while it is. */
  lostAt?: number;
  /** When the next try begins, while it is lost. */
  retryAt?: number;
}

const first = 1_000;
const longest = 15_000;

let state: Connection = { heardAt: 0 };
let tries = 0;
const listeners = new Set<() => void>();

export function connection(): Connection {
  return state;
}

export function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls back each time the line is whole again. */
export function onWhole(act: () => void): () => void {
  let { lostAt } = state;
  return watch(() => {
    const before = lostAt;
    lostAt = state.lostAt;
    if (before !== undefined && lostAt === undefined) act();
  });
}

/** The server was heard. */
export function heard(at: number): void {
  tries = 0;
  if (state.lostAt === undefined && at - state.heardAt < 100) return;
  change({ heardAt: at });
}

/** A call broke off: the next try is due after a pause that doubles up to fifteen seconds. */
export function lost(at: number): void {
  if (state.retryAt !== undefined && at < state.retryAt) return;
  change({ heardAt: state.heardAt, lostAt: state.lostAt ?? at, retryAt: at + pause(tries++) });
}

/** The next try is due now. */
export function retryNow(at: number): void {
  if (state.lostAt !== undefined) change({ ...state, retryAt: at });
}

/** How long to wait before a try: 1, 2, 4, 8, then 15 seconds. */
export function pause(tried: number): number {
  return Math.min(longest, first * 2 ** tried);
}

function change(next: Connection): void {
  state = next;
  listeners.forEach((listener) => listener());
}
