import type { Decision } from '@/api/schema';

/** What a rule did in one call: found and acted, or ended it. */
export interface Found {
  decision: string;
  at: string;
  what: string;
  blocked: boolean;
}

/** What this rule found in a call, as its decision tells: `1 email masked`; undefined where it found nothing. */
export function foundBy(rule: string, decision: Decision): Found | undefined {
  const { id, beganAt, failure, stages } = decision;
  if (failure?.code === 'content_refused' && failure.fields.guardrail === rule) return { decision: id, at: beganAt, what: failure.message, blocked: true };
  const told = stages
    .filter(({ stage }) => stage.replaceAll('_', ' ').startsWith('policy'))
    .flatMap(({ reason }) => reason.replace(/\.$/, '').split('; '))
    .filter((part) => part.startsWith(`${rule}: `))
    .map((part) => part.slice(rule.length + 2));
  return told.length === 0 ? undefined : { decision: id, at: beganAt, what: told.join(', '), blocked: false };
}
