import type { GuardrailFindings } from '@/api/schema';

/** A part of a whole in words: `15 %`, `< 1 %`; nothing to say of nothing. */
export function shareWords(part: number, whole: number): string {
  if (part === 0 || whole === 0) return '';
  const percent = (part / whole) * 100;
  return percent < 1 ? '< 1 %' : `${Math.round(percent)} %`;
}

/** What a rule found: how many, and on each of the last seven days. */
export interface Tallied {
  findings: number;
  days: { day: string; findings: number; percent: number }[];
}

/** Of one rule; a rule that found nothing has a day for each as well. */
export function talliedOf(rule: string, { rules, since }: GuardrailFindings): Tallied {
  const found = rules.find(({ guardrail }) => guardrail === rule);
  const none = (rules[0]?.days ?? [{ day: since.slice(0, 10) }]).map(({ day }) => ({ day, findings: 0 }));
  const days = (found?.days ?? none).slice(-7);
  const most = Math.max(...days.map(({ findings }) => findings), 1);
  return { findings: found?.findings ?? 0, days: days.map(({ day, findings }) => ({ day, findings, percent: findings === 0 ? 0 : Math.max(10, Math.round((findings / most) * 100)) })) };
}

/** The days in words, those without a finding left out: `2026-11-21: 3, 2026-11-22: 1`. */
export function dayWords({ days }: Tallied): string {
  const some = days.filter(({ findings }) => findings > 0);
  return some.length === 0 ? 'nothing found' : some.map(({ day, findings }) => `${day}: ${findings}`).join(', ');
}
