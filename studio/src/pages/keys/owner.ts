import type { Resource } from '@/api/schema';
import { owners, type Above } from '../budget/covering';
import type { Written } from '../useReplace';

/** A team, project or user as it is being written, every field a text as it was typed. */
export interface OwnerDraft {
  name: string;
  parent: string;
  members: string;
  email: string;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

export function ownerDraft({ spec }: Resource): OwnerDraft {
  return { name: text(spec.name), parent: text(spec.parent), members: Array.isArray(spec.members) ? spec.members.map(String).join(' ') : '', email: text(spec.email) };
}

/** The owner that it stands for; a user has no parent and no members, and nobody else an address. */
export function ownerOf({ kind, id }: Resource, draft: OwnerDraft): Written {
  const filled = (name: keyof OwnerDraft) => (draft[name].trim() === '' ? {} : { [name]: draft[name].trim() });
  const members = [...new Set(draft.members.split(/[\s,]+/).filter(Boolean))];
  const spec = kind === 'user' ? { ...filled('name'), ...filled('email') } : { ...filled('name'), ...filled('parent'), ...(members.length === 0 ? {} : { members }) };
  return { kind, id, spec };
}

/** The teams that may stand above an owner: neither itself nor what stands below it. */
export function parentsOf({ kind, id }: Resource, resources: readonly Resource[], over: Above): string[] {
  return resources.filter((team) => team.kind === 'team' && !owners(`team/${team.id}`, over).includes(`${kind}/${id}`)).map((team) => team.id);
}

/** Which field each of the server's complaints belongs to; what belongs to none is left out. */
export function placedOwner(problems: readonly { path: string; rule: string; fix: string }[], draft: OwnerDraft): Partial<OwnerDraft> {
  return Object.fromEntries(
    problems.flatMap(({ path, rule, fix }) => {
      const name = /(?:^|\.)spec\.(\w+)/.exec(path)?.[1];
      return name !== undefined && name in draft ? [[name, `${rule}: ${fix}`]] : [];
    }),
  );
}
