import type { Written } from '../useReplace';

/** A limit as it is being written, every field a text as it was typed. */
export interface LimitDraft {
  kind: 'budget' | 'quota';
  id: string;
  /** Whose calls count: `tenant`, or a part of a scope whose value stands in `of`. */
  whose: string;
  of: string;
  cap: string;
  currency: string;
  period: string;
  zone: string;
  notify: string;
  unpriced: string;
  calls: string;
  perMinute: string;
  tokensPerMinute: string;
  parallel: string;
}

export type Wrong = Partial<Record<keyof LimitDraft, string>>;

export const whoses = ['tenant', 'team', 'project', 'user', 'key', 'label', 'model'] as const;
export const periods = ['hour', 'day', 'week', 'month', 'quarter', 'year', 'total'] as const;

/** A new limit; `of` names whose calls it counts, such as `team/support` or `key/key_…`. */
export function emptyLimit(kind: LimitDraft['kind'], of = ''): LimitDraft {
  const [whose = '', ...rest] = of.split('/');
  const known = whoses.some((one) => one === whose);
  return { kind, id: '', whose: known ? whose : 'tenant', of: known ? rest.join('/') : '', cap: '', currency: 'USD', period: 'month', zone: '', notify: '80%', unpriced: 'refuse', calls: '', perMinute: '', tokensPerMinute: '', parallel: '' };
}

const counts = ['calls', 'perMinute', 'tokensPerMinute', 'parallel'] as const;

/** What is wrong with it, as far as this side can tell; the server has the last word. */
export function checkLimit(draft: LimitDraft): Wrong {
  const wrong: Wrong = {};
  if (draft.id.trim() === '') wrong.id = 'A limit needs a name, which refusals tell.';
  if (draft.whose !== 'tenant' && draft.of.trim() === '') wrong.of = `Which ${draft.whose}?`;
  if (draft.whose === 'label' && draft.of.trim() !== '' && !/^[^\s=]+=.+$/.test(draft.of.trim())) wrong.of = 'Write name=value.';
  if (draft.kind === 'budget') {
    if (!/^\d+(\.\d{1,9})?$/.test(draft.cap.trim())) wrong.cap = 'Write an amount, such as 200.00';
    if (!/^[A-Z]{3}$/.test(draft.currency.trim())) wrong.currency = 'Three capitals, such as USD.';
    const bad = shares(draft).find((share) => !/^(100|[1-9]?\d(\.[1-9])?)%$/.test(share));
    if (bad !== undefined) wrong.notify = `${bad} is no share: write 80%`;
  } else {
    for (const name of counts) if (!/^\d*$/.test(draft[name].trim())) wrong[name] = 'Write a whole number.';
    if (counts.every((name) => draft[name].trim() === '')) wrong.calls = 'Say one limit at least.';
  }
  return wrong;
}

const shares = ({ notify }: LimitDraft) => notify.split(/[\s,]+/).filter(Boolean);

/** The limit that it stands for. */
export function limitOf(draft: LimitDraft): Written {
  const scope = scopeOf(draft);
  const zone = draft.zone.trim() === '' ? {} : { zone: draft.zone.trim() };
  const rest = scope === undefined ? {} : { scope };
  if (draft.kind === 'budget') {
    const thresholds = shares(draft).map((at) => ({ at, do: 'notify' }));
    return { kind: 'budget', id: draft.id.trim(), spec: { cap: draft.cap.trim(), currency: draft.currency.trim(), period: draft.period, ...zone, ...(thresholds.length === 0 ? {} : { thresholds }), ...(draft.unpriced === 'allow' ? { unpriced: 'allow' } : {}), ...rest } };
  }
  const counted = (name: (typeof counts)[number]) => (draft[name].trim() === '' ? {} : { [name]: Number(draft[name]) });
  const window = draft.calls.trim() === '' ? {} : { ...counted('calls'), period: draft.period, ...zone };
  return { kind: 'quota', id: draft.id.trim(), spec: { ...window, ...counted('perMinute'), ...counted('tokensPerMinute'), ...counted('parallel'), ...rest } };
}

function scopeOf({ whose, of }: LimitDraft): Record<string, unknown> | undefined {
  if (whose === 'tenant') return undefined;
  const value = of.trim();
  return whose === 'label' ? { label: { [value.slice(0, value.indexOf('='))]: value.slice(value.indexOf('=') + 1) } } : { [whose]: value };
}

/** The fields that its form shows. */
export function drawn({ kind, whose, calls }: LimitDraft): (keyof LimitDraft)[] {
  const both: (keyof LimitDraft)[] = whose === 'tenant' ? ['id', 'whose'] : ['id', 'whose', 'of'];
  if (kind === 'budget') return [...both, 'cap', 'currency', 'period', 'zone', 'notify', 'unpriced'];
  return [...both, ...counts, ...(calls.trim() === '' ? [] : (['period', 'zone'] as const))];
}

/** Which field each of the server's complaints belongs to; what belongs to none that is shown is left out. */
export function placedLimit(problems: readonly { path: string; rule: string; fix: string }[], draft: LimitDraft): Wrong {
  return Object.fromEntries(
    problems.flatMap(({ path, rule, fix }) => {
      const own = /(?:^|\.)spec\.(\w+)/.exec(path)?.[1] ?? (/(?:^|\.)id$/.test(path) ? 'id' : '');
      const name = own === 'scope' ? 'of' : own === 'thresholds' ? 'notify' : own;
      return drawn(draft).some((one) => one === name) ? [[name, `${rule}: ${fix}`]] : [];
    }),
  );
}
