import { expect, it } from 'vitest';
import type { Resource } from '@/api/schema';
import { ownerTree } from './owners';

const one = (kind: string, id: string, spec: Record<string, unknown> = {}): Resource => ({ kind, id, version: 1, spec, appliedAt: '2026-11-20T08:00:00Z' });
const lines = (resources: Resource[], keys: Parameters<typeof ownerTree>[1] = []) => ownerTree(resources, keys).map(({ ref, depth, keys: own }) => `${'  '.repeat(depth)}${ref} ${own}`);

it('puts teams above their teams and projects, and users at the end', () => {
  const all = [one('user', 'ada', { name: 'Ada' }), one('project', 'lone'), one('project', 'checkout', { parent: 'payments' }), one('team', 'payments', { parent: 'house', members: ['ada'] }), one('team', 'house')];
  expect(lines(all)).toEqual(['team/house 0', '  team/payments 0', '    project/checkout 0', 'project/lone 0', 'user/ada 0']);
  expect(ownerTree(all, [])[1]?.members).toEqual(['ada']);
});

it('counts the keys that are good, a user’s also by holding them', () => {
  const all = [one('team', 'a'), one('user', 'ada')];
  expect(lines(all, [{ owner: 'team/a', holder: 'ada' }, { owner: 'team/a', revoked: '2026-11-20T08:00:00Z' }, { owner: 'user/ada' }, {}])).toEqual(['team/a 1', 'user/ada 2']);
});

it('loses nobody whose parent is gone or stands in a circle', () => {
  expect(lines([one('project', 'p', { parent: 'gone' }), one('team', 'a', { parent: 'b' }), one('team', 'b', { parent: 'a' })])).toEqual(['project/p 0', 'team/a 0', '  team/b 0']);
});
