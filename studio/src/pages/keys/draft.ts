import type { NewKey } from '@/api/schema';

/** A key as it is being written, every field a text as it was typed. */
export interface Draft {
  name: string;
  owner: string;
  holder: string;
  allow: string;
  role: string;
  models: string;
  tools: string;
  doors: readonly string[];
  labels: string;
  expires: string;
}

export const emptyDraft: Draft = { name: '', owner: '', holder: '', allow: 'ai.*', role: '', models: '', tools: '', doors: [], labels: '', expires: '' };

export const doors = ['gateway', 'rest', 'mcp', 'workflow'] as const;
export const roles = ['viewer', 'operator', 'auditor', 'admin'] as const;

export type Wrong = Partial<Record<keyof Draft, string>>;

const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** What is wrong with it, as far as this side can tell; the server has the last word. */
export function check(draft: Draft, now: number): Wrong {
  const wrong: Wrong = {};
  if (draft.name.trim() === '') wrong.name = 'A key needs a name that tells who uses it.';
  if (draft.role === '' && words(draft.allow).length === 0) wrong.allow = 'Without a role it may do nothing: name a capability, such as ai.*';
  const bad = words(draft.labels).find((label) => !/^[A-Za-z0-9._-]+=.+$/.test(label));
  if (bad !== undefined) wrong.labels = `${bad} is no label: write name=value.`;
  if (draft.expires !== '' && !(endOf(draft.expires) > now)) wrong.expires = 'That day is over already.';
  return wrong;
}

/** What the server is asked for. A key ends with its last day, where the reader sits. */
export function wanted(draft: Draft): NewKey {
  const models = words(draft.models);
  const tools = words(draft.tools);
  return {
    name: draft.name.trim(),
    roles: draft.role === '' ? [] : [draft.role],
    allow: words(draft.allow),
    labels: Object.fromEntries(words(draft.labels).map((label) => [label.slice(0, label.indexOf('=')), label.slice(label.indexOf('=') + 1)])),
    ...(draft.owner === '' ? {} : { owner: draft.owner }),
    ...(draft.holder === '' ? {} : { holder: draft.holder }),
    ...(models.length === 0 ? {} : { models }),
    ...(tools.length === 0 ? {} : { tools }),
    ...(draft.doors.length === 0 ? {} : { doors: [...draft.doors] }),
    ...(draft.expires === '' ? {} : { expires: new Date(endOf(draft.expires)).toISOString() }),
  };
}

/** When a day ends where the reader sits. */
export function endOf(day: string): number {
  return Date.parse(`${day}T23:59:59`);
}

/** Which field each of the server's complaints belongs to; what belongs to none of those that are `drawn` is left out. */
export function placed(fields: Record<string, string>, drawn: readonly string[] = Object.keys(emptyDraft)): Wrong {
  const wrong: Wrong = {};
  for (const [path, rule] of Object.entries(fields)) {
    const name = (path === 'roles' ? 'role' : (path.split('.')[0] ?? path)) as keyof Draft;
    if (drawn.includes(name)) wrong[name] = rule;
  }
  return wrong;
}
