import { expect, it } from 'vitest';
import type { Resource, Trigger } from '@/api/schema';
import { hostsOf, named, use, usersOf } from './uses';

const resource = (kind: string, id: string, spec: Record<string, unknown>): Resource => ({ kind, id, spec, version: 1, appliedAt: '2026-11-20T09:00:00Z' });

it('finds what a spec names, at any depth, and once', () => {
  expect(named({ connector: 'gitlab', config: { hook: { secret: 'hook' }, keys: [{ secret: 'forge' }] }, auth: { bearer: { secret: 'forge' } } })).toEqual(['hook', 'forge']);
  expect(named({ secret: { bearer: 'no name' }, title: 'secret' })).toEqual([]);
});

it('tells who names a secret: providers first, triggers of a file by their workflow', () => {
  const hmac = { verify: { hmac: { header: 'x-signature', secret: 'shop' } }, reply: 'accepted' };
  const trigger = (name: string, inFile: boolean) => ({ id: `trig_${name}`, name, inFile, webhook: hmac }) as unknown as Trigger;
  const users = usersOf(
    [
      resource('workflow', 'refund', { triggers: [{ id: 'hook', webhook: hmac }] }),
      resource('provider', 'store', { auth: { bearer: { secret: 'shop' } } }),
      resource('budget', 'daily', { webhook: { url: 'https://e.example', secret: 'alarm' } }),
      resource('template', 'late', { secret: 'shop' }),
    ],
    [trigger('refund.hook', true), trigger('own', false)],
  );
  expect(users.get('shop')).toEqual([
    { kind: 'provider', name: 'store', id: 'store' },
    { kind: 'workflow', name: 'refund', id: 'refund' },
    { kind: 'trigger', name: 'own', id: 'trig_own' },
  ]);
  expect(users.get('alarm')?.map(({ kind }) => kind)).toEqual(['budget']);
});

it('calls a secret not used only once all is read that may name it', () => {
  expect(use([{ kind: 'provider', name: 'a', id: 'a' }], false)).toBe('in use');
  expect(use([], false)).toBeUndefined();
  expect(use([], true)).toBe('not used');
});

it('reads hosts however they are parted', () => expect(hostsOf(' api.example.com, *.example.org\n::1 ')).toEqual(['api.example.com', '*.example.org', '::1']));
