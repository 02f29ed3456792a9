import { keysQuery } from '@/api/queries';
import type { Key } from '@/api/schema';
import type { Drawing } from '@/design/Icon';
import { writeSearch } from '@/format/address';
import { ago } from '@/format/time';
import { definePage, reading, view, type Found } from '../definePage';
import './keys.css';

const icon: Drawing = { line: 'M1.75 8a2.75 2.75 0 1 0 5.5 0 2.75 2.75 0 1 0-5.5 0zM7.25 8h7M12 8v2.75M9.75 8v2' };

function found(key: Key, now: number): Omit<Found, 'icon'> {
  return {
    id: key.id,
    name: key.name,
    detail: [key.prefix, key.owner].filter(Boolean).join(', '),
    fact: key.revoked !== undefined ? 'revoked' : key.lastUsed === undefined ? 'not used' : ago(key.lastUsed, now),
    facts: [
      ['owner', key.owner ?? 'the tenant'],
      ['may', [...key.roles, ...key.allow].join(', ')],
      ['models', key.models?.join(', ') ?? 'any'],
      ['last used', key.lastUsed === undefined ? 'never' : ago(key.lastUsed, now)],
    ],
    href: `/keys${writeSearch({ open: key.id })}`,
  };
}

export const keysPage = definePage({
  routes: {
    '/keys': view(() => import('./Keys'), 'Keys'),
  },
  room: {
    path: '/keys',
    name: 'Keys',
    icon,
    key: 'k',
    group: 'House',
    needs: ['control:key.read'],
  },
  searches: [
    {
      name: 'Keys',
      icon,
      rank: 2,
      needs: 'control:key.read',
      byServer: true,
      of: ({ sent, now }) => reading(keysQuery({ ...(sent.startsWith('ak_') ? { prefix: sent } : { name: sent }), limit: '50' }), ({ items }) => items.map((key) => found(key, now))),
      all: () => '/keys',
    },
  ],
});
