import type { Approval, Limit } from '@/api/schema';
import { money } from '@/format/money';

type Threshold = Limit['thresholds'][number];

const acts: Record<string, string> = {
  notify: 'an event is sent',
  cheaper: 'only the cheaper offers answer',
  local: 'only local offers answer',
  ask: 'calls are refused until somebody allows more',
  block: 'calls are refused',
};

/** What happens at a share of the cap: `only local offers answer`. */
export function actWords({ act, reached }: Threshold): string {
  return act === 'notify' && reached ? 'an event was sent' : (acts[act] ?? act);
}

/** From which share on a budget lets calls use more only where somebody allowed it. */
export function asksAt(limit: Pick<Limit, 'thresholds'>): string | undefined {
  return limit.thresholds.find(({ act }) => act === 'ask')?.at;
}

/** The approvals that hold for the window of a limit now. */
export function inForce(approvals: readonly Approval[], limit: Pick<Limit, 'name' | 'period'>): Approval[] {
  return approvals.filter(({ budget, period, state }) => budget === limit.name && state === 'in_force' && (period === undefined || period === limit.period));
}

/** What approvals let calls use beyond the threshold, together: `5.00 USD beyond it`, `all up to the cap`; absent where there are none. */
export function leaveWords(approvals: readonly Approval[]): string | undefined {
  if (approvals.length === 0) return undefined;
  if (approvals.some(({ amount }) => amount === undefined)) return 'all up to the cap';
  const sum = approvals.reduce((all, { amount }) => all + Number(amount), 0);
  return `${money(String(Number(sum.toPrecision(12))))} ${approvals[0]?.currency ?? ''} beyond it`.replace('  ', ' ');
}

/** Decimal text of an amount that can be allowed: above zero, of at most nine places. */
export function isAmount(text: string): boolean {
  return /^\d{1,9}(\.\d{1,9})?$/.test(text.trim()) && Number(text) > 0;
}
