import { describe, expect, it } from 'vitest';
import type { Resource } from '@/api/schema';
import { above } from '../budget/covering';
import { ownerDraft, ownerOf, parentsOf, placedOwner } from './owner';

const owner = (kind: string, id: string, spec: Record<string, unknown> = {}): Resource => ({ kind, id, version: 1, appliedAt: '2026-11-22T05:00:00Z', spec });
const project = owner('project', 'checkout', { name: 'Checkout', parent: 'shop', members: ['ada', 'bob'] });

describe('an owner that is written', () => {
  it.each([project, owner('team', 'shop'), owner('user', 'ada', { name: 'Ada', email: 'ada@example.org' })])('says the same as the one in force: $kind $id', (one) => {
    expect(ownerOf(one, ownerDraft(one))).toEqual({ kind: one.kind, id: one.id, spec: one.spec });
  });

  it('says what was changed, and nothing of what was emptied', () => {
    expect(ownerOf(project, { ...ownerDraft(project), name: ' ', parent: '', members: 'bob, eve bob' }).spec).toEqual({ members: ['bob', 'eve'] });
  });

  it('stands under any team but itself and those below it', () => {
    const all = [owner('team', 'shop'), owner('team', 'web', { parent: 'shop' }), owner('team', 'desk'), project];
    expect(parentsOf(owner('team', 'shop'), all, above(all))).toEqual(['desk']);
    expect(parentsOf(project, all, above(all))).toEqual(['shop', 'web', 'desk']);
  });

  it('has what the server refuses at its field', () => {
    const problem = (path: string) => ({ path, rule: 'is odd', fix: 'mend it' });
    expect(placedOwner([problem('project/checkout.spec.members[0]'), problem('spec.parent'), problem('id')], ownerDraft(project))).toEqual({ members: 'is odd: mend it', parent: 'is odd: mend it' });
  });
});
