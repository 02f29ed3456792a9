import type { Key, Limit, Provider, RunApproval, RunSummary } from '@/api/schema';
import type { Sign } from '@/design/Icon';
import { money, scopeWords } from '@/format/money';
import { count, plural } from '@/format/text';
import { farDay, until } from '@/format/time';
import { breakerWords } from '@/format/words';

/** Something that a reader should look at, and where. */
export interface Need {
  id: string;
  /** The look of a state. */
  of: string;
  title: string;
  detail: string;
  /** How long it is left, or since when. */
  when?: string;
  /** Whether its time is nearly over. */
  close?: boolean;
  act: string;
  icon: Sign;
  to: string;
  search: Record<string, string>;
}

export interface NeedGroup {
  name: string;
  note?: string | undefined;
  rows: readonly Need[];
}

/** As many of one kind stand here; the others are a click away. */
export const shown = 4;

const quarter = 900_000;

/** What the reader may decide, as the server orders it: the soonest first. */
export function toDecide(open: readonly RunApproval[], now: number): NeedGroup {
  const yours = open.filter(({ barred }) => barred === undefined);
  const rows = yours.slice(0, shown).map(
    ({ id, question, workflow, version, votes, need, next }): Need => ({
      id,
      of: 'waiting',
      title: question,
      detail: `${workflow} v${version}, ${need === 1 ? 'one answer decides' : `${votes.length} of ${need} given`}`,
      ...(next === undefined ? {} : { when: until(next.at, now), close: Date.parse(next.at) - now < quarter }),
      act: 'Decide',
      icon: 'check',
      to: '/approvals',
      search: { open: id },
    }),
  );
  return { name: 'Approvals', note: yours.length > shown ? `${count(yours.length)} are yours, these are the soonest` : undefined, rows };
}

/** The workflows with a failed run, each with its newest one; `runs` are those that failed, the newest first. */
export function failing(runs: readonly RunSummary[], since: (at: string) => string): NeedGroup {
  const times = new Map<string, number>();
  for (const { workflow } of runs) times.set(workflow, (times.get(workflow) ?? 0) + 1);
  const newest = runs.filter(({ workflow }, at) => runs.findIndex((run) => run.workflow === workflow) === at);
  const rows = newest.slice(0, shown).map(({ id, workflow, version, reason, createdAt }): Need => {
    const failed = times.get(workflow) ?? 1;
    return {
      id,
      of: 'failed',
      title: failed === 1 ? `${workflow} v${version} failed` : `${workflow} v${version} failed, ${plural(failed, 'run')} of a day`,
      detail: [reason?.code, reason?.step === undefined ? undefined : `at ${reason.step}`].filter(Boolean).join(' '),
      when: since(createdAt),
      act: 'Open',
      icon: 'right',
      to: `/runs/${id}`,
      search: {},
    };
  });
  return { name: 'Failing', note: newest.length > shown ? `${count(newest.length)} workflows, the newest first` : undefined, rows };
}

const week = 7 * 86_400_000;

/** Keys in force that end within a week, the soonest first. */
export function endingKeys(keys: readonly Key[], now: number): NeedGroup {
  const ending = keys.filter(({ expires, revoked }) => revoked === undefined && expires !== undefined && Date.parse(expires) > now && Date.parse(expires) - now < week);
  const rows = [...ending]
    .sort((one, other) => Date.parse(one.expires ?? '') - Date.parse(other.expires ?? ''))
    .slice(0, shown)
    .map(({ id, name, expires = '', lastUsed, owner }): Need => ({
      id,
      of: 'degraded',
      title: `key ${name} ends ${until(expires, now)}`,
      detail: [lastUsed === undefined ? 'it was not used yet' : 'it is in use', owner].filter(Boolean).join(', '),
      act: 'Rotate',
      icon: 'again',
      to: '/keys',
      search: { open: id },
    }));
  return { name: 'Keys that end', rows };
}

/** What is not as it should be of a provider; undefined where all is. */
export function unwell({ id, state, reason, breaker }: Provider): { id: string; of: string; why: string } | undefined {
  if (state === 'error' || state === 'degraded') return { id, of: state, why: reason ?? state };
  if (breaker.state !== 'closed' && state !== 'disabled') return { id, of: 'degraded', why: `breaker ${breakerWords(breaker)}` };
  return undefined;
}

/** Budgets that are used up before their period ends, as far as one can see, the soonest first. */
export function endingBudgets(limits: readonly Limit[], now: number): { id: string; words: string }[] {
  return limits
    .flatMap((limit) => (limit.forecast?.capReachedAt === undefined ? [] : [{ limit, at: limit.forecast.capReachedAt }]))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .slice(0, shown)
    .map(({ limit: { id, name, scope, cap, unit }, at }) => ({ id, words: Date.parse(at) <= now ? `${name} is used up, ${scopeWords(scope)}` : `${name} reaches ${money(cap)} ${unit} on ${farDay(at, now)}` }));
}
