import type { RunApproval } from '@/api/schema';
import { capitalised } from '@/format/text';

/** What is asked, as the inbox groups it. */
export interface Inbox {
  /** What the reader may decide, the soonest first. */
  yours: readonly RunApproval[];
  others: readonly RunApproval[];
  decided: readonly RunApproval[];
}

export function inbox(open: readonly RunApproval[], ended: readonly RunApproval[]): Inbox {
  return {
    yours: open.filter(({ barred }) => barred === undefined),
    others: open.filter(({ barred }) => barred !== undefined),
    decided: [...ended].sort((one, other) => Date.parse(other.endedAt ?? '') - Date.parse(one.endedAt ?? '')),
  };
}

/** How many are due within a quarter of an hour. */
export function soon(some: readonly RunApproval[], now: number): number {
  return some.filter(({ next }) => next !== undefined && Date.parse(next.at) - now < 900_000).length;
}

/** `1 of 2`: who gave the first choice, of those who must. */
export const given = ({ votes, need }: Pick<RunApproval, 'votes' | 'need'>) => `${votes.length} of ${need}`;

/** `team/support` as a reader says it: `team support`; everyone for `*`. */
export const asks = (refs: readonly string[]) => refs.map((ref) => (ref === '*' ? 'everyone with the right' : ref.replace('/', ' '))).join(', ');

/** What its time brings: `then role admin`, `then refuse`, `then it fails`. */
export function afterwards({ next, onDue }: Pick<RunApproval, 'next' | 'onDue'>): string | undefined {
  if (next === undefined) return undefined;
  if (next.kind === 'escalated') return `then ${asks(next.to)}`;
  return onDue === undefined ? 'then it fails' : `then ${onDue}`;
}

/** The part of the time left until something becomes of it, from 0 to 100; undefined when it has no time. */
export function left({ next, askedAt }: Pick<RunApproval, 'next' | 'askedAt'>, now: number): number | undefined {
  if (next === undefined) return undefined;
  const [from, to] = [Date.parse(askedAt), Date.parse(next.at)];
  return to <= from ? 0 : Math.round(100 * Math.min(1, Math.max(0, (to - now) / (to - from))));
}

/** How it stands or ended, in the look of a state and a word. */
export function standing({ state, choice, choices }: Pick<RunApproval, 'state' | 'choice' | 'choices'>): { of: string; word: string } {
  if (state === 'open') return { of: 'waiting', word: 'waiting' };
  if (state === 'expired') return { of: 'queued', word: 'ran out' };
  if (state === 'closed' || choice === undefined) return { of: 'cancelled', word: 'closed' };
  if (choice === choices[0]) return { of: 'succeeded', word: choice };
  return { of: choice === 'refuse' ? 'failed' : 'cancelled', word: choice };
}

/** The keys of the choices: `a` is the first, `r` the last, `b` one between. */
export function choiceKeys(choices: readonly string[]): Record<string, string> {
  const keys: Record<string, string> = {};
  choices.forEach((_, at) => {
    if (at === 0) keys.a = choices[at] ?? '';
    else if (at === choices.length - 1) keys.r = choices[at] ?? '';
    else if (at === 1) keys.b = choices[at] ?? '';
  });
  return keys;
}

/** A choice as a button has it: `send_back` is `Send back`. */
export const named = (choice: string) => capitalised(choice.replaceAll('_', ' '));
