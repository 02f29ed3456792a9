import type { Key, Search } from '@/table/query';

export const states = ['running', 'queued', 'waiting', 'succeeded', 'failed', 'cancelled'] as const;

/** What the runs can be asked by. */
export const runKeys: readonly Key[] = [
  { name: 'state', hint: 'what has become of it', values: states },
  { name: 'workflow', hint: 'name of the workflow' },
  { name: 'since', hint: 'such as 24h, 30m, 7d, or an instant', moment: true },
  { name: 'until', hint: 'such as 1h, or an instant', moment: true },
  { name: 'sort', hint: 'newest or longest first', values: ['-started', 'started', '-duration', 'duration'] },
  { name: 'cursor', hint: 'a page further back' },
];

const orders: Record<string, string> = { '-started': 'newest first', started: 'oldest first', '-duration': 'longest first', duration: 'shortest first' };

export function order(search: Search): string {
  return orders[search.sort ?? '-started'] ?? 'newest first';
}

/** In an order by start a row keeps its place for good; in one by duration rows that run overtake those that are over. */
export function byStart({ sort = '-started' }: Search): boolean {
  return sort.endsWith('started');
}

/** The empty list in words: which filter left nothing, and the search without it. */
export function emptied(search: Search): { title: string; drop: string[] } {
  const state = search.state;
  const workflow = search.workflow;
  const since = search.since;
  const what = workflow === undefined ? 'No run' : `No run of ${workflow}`;
  const did = state === undefined ? 'was started' : verb(state);
  const when = since === undefined ? '' : spanned.test(since) ? ` in the last ${span(since)}` : ` since ${since}`;
  return { title: `${what} ${did}${when}`, drop: ['state', 'workflow', 'since', 'until'].filter((key) => search[key] !== undefined) };
}

function verb(state: string): string {
  return state === 'running' || state === 'waiting' || state === 'queued' ? `is ${state}` : state === 'cancelled' ? 'was cancelled' : state;
}

const spanned = /^(\d+)([smhd])$/;

function span(since: string): string {
  return since.replace(spanned, (_, n: string, unit: string) => `${n} ${unit === 'm' ? 'min' : unit}`);
}
