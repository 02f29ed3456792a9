import { limitsQuery } from '@/api/queries';
import type { Limit } from '@/api/schema';
import type { Drawing } from '@/design/Icon';
import { writeSearch } from '@/format/address';
import { exactly, money, periodWords, scopeWords } from '@/format/money';
import { definePage, reading, view, type Found } from '../definePage';
import './limits.css';

const icon: Drawing = { line: 'M2 12.25a6 6 0 0 1 12 0M8 12.25l3-4.5M13.5 3v3.5' };

function found(limit: Limit): Omit<Found, 'icon'> {
  return {
    id: limit.id,
    name: limit.name,
    detail: `${limit.kind}, ${scopeWords(limit.scope)}`,
    fact: `${money(limit.used)} of ${money(limit.cap)} ${limit.unit}`,
    facts: [
      ['used', exactly({ amount: limit.used, currency: limit.unit })],
      ['held', limit.held],
      ['left', limit.left],
      ['cap', `${limit.cap} ${periodWords(limit.period)}`],
      ['counts', scopeWords(limit.scope)],
    ],
    href: `/limits${writeSearch({ open: limit.id })}`,
  };
}

export const limitsPage = definePage({
  routes: {
    '/limits': view(() => import('./Limits'), 'Limits'),
  },
  room: {
    path: '/limits',
    name: 'Limits',
    icon,
    key: 'l',
    group: 'House',
    needs: ['control:resource.read'],
  },
  searches: [
    {
      name: 'Limits',
      icon,
      rank: 1,
      needs: 'control:resource.read',
      verbs: /^(raise|lower|allow|more|change|set|to|by|[\d.,]+)$/,
      of: () => reading(limitsQuery({ limit: '500' }), ({ items }) => items.map(found)),
      all: () => '/limits',
    },
  ],
});
