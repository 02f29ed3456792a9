import type { Key, Search } from '@/table/query';

/** What the decisions can be asked by. */
export const decisionKeys: readonly Key[] = [
  { name: 'since', hint: 'such as 24h, 30m, 7d, or an instant', moment: true },
  { name: 'until', hint: 'such as 1h, or an instant', moment: true },
  { name: 'outcome', hint: 'what has become of it', values: ['succeeded', 'refused', 'failed'] },
  { name: 'code', hint: 'of the failure it ended with, such as budget_exhausted' },
  { name: 'failover', hint: 'another provider answered', values: ['true'] },
  { name: 'model', hint: 'that was asked for or tried' },
  { name: 'provider', hint: 'who answered' },
  { name: 'capability', hint: 'what was called' },
  { name: 'key', hint: 'name or id of the key that called' },
  { name: 'team', hint: 'of the caller, or above it' },
  { name: 'project', hint: 'of the caller' },
  { name: 'user', hint: 'who called' },
  { name: 'label', hint: 'a label, as name or name=value' },
  { name: 'route', hint: 'that took it' },
  { name: 'guardrail', hint: 'that found something in it; * is any' },
  { name: 'text', hint: 'a part of what is told of it, or of what was asked' },
  { name: 'run', hint: 'id of the run' },
  { name: 'step', hint: 'such as triage[17].classify' },
  { name: 'cursor', hint: 'a page further back' },
];

/** What an empty list may owe to what was asked. */
export const decisionFilters = decisionKeys.map(({ name }) => name).filter((name) => name !== 'cursor');

/** What is in the address for the page alone. */
export const pageOnly = ['tail'] as const;

const day = /^\d{4}-\d\d-\d\d$/;

/** A day as its begin, since what decisions are asked by is a moment. */
const moment = (text: string) => (day.test(text) ? `${text}T00:00:00Z` : text);

/** The filter that a dimension of usage is; undefined where calls cannot be asked by it, and for what has no such. */
const filters: Readonly<Record<string, string>> = { model: 'model', offer: 'model', provider: 'provider', route: 'route', team: 'team', project: 'project', user: 'user', key: 'key', principal: 'key', capability: 'capability' };

/** The calls of a time, or of one group of it: what a figure was counted from. */
export function callsOf({ from = '30d', to }: { from?: string | undefined; to?: string | undefined }, by?: string, name?: string): Search | undefined {
  const span = { since: moment(from), ...(to === undefined ? {} : { until: moment(to) }) };
  if (by === undefined) return span;
  if (name === undefined || name === '') return undefined;
  if (by.startsWith('label:')) return { ...span, label: `${by.slice('label:'.length)}=${name}` };
  const filter = filters[by];
  return filter === undefined ? undefined : { ...span, [filter]: name };
}

/** The calls that a limit counts, by whose they are, as `key key_…` or `team support`; those of the whole tenant have no such filter. */
export function callsUnder(scope: string, more: Search = {}): Search {
  const of = scope.split(', ').flatMap((part): [string, string][] => {
    const [, kind = '', name = ''] = /^(key|team|project|user|model|label) (.+)$/.exec(part) ?? [];
    return kind === '' ? [] : [[kind, name]];
  });
  return { ...Object.fromEntries(of), ...more };
}

/** How long ago the window of a limit can have begun, as decisions are asked for. */
export function spanOf(period: string): string {
  return { hour: '1h', day: '24h', week: '7d', month: '31d' }[period] ?? '30d';
}
