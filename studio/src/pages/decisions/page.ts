import { decisionsQuery } from '@/api/queries';
import type { DecisionSummary } from '@/api/schema';
import type { Drawing } from '@/design/Icon';
import { writeSearch } from '@/format/address';
import { sum } from '@/format/money';
import { ago } from '@/format/time';
import { definePage, reading, view, type Found } from '../definePage';
import './decisions.css';

export const decisionsIcon: Drawing = { line: 'M5 1v14M5 9c0-3 5-1.5 5-4.5', filled: 'M8.5 3a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0z' };

function found(one: DecisionSummary, now: number): Omit<Found, 'icon'> {
  return {
    id: one.id,
    name: one.step ?? one.capability,
    detail: [one.outcome, one.code, one.model ?? one.provider, `key ${one.principal}`, one.route].filter(Boolean).join(', '),
    fact: ago(one.beganAt, now),
    facts: [
      ['outcome', one.code ?? one.outcome],
      ['model', one.model ?? '–'],
      ['answered', one.provider ?? 'nobody'],
      ['key', one.principal],
      ['route', one.route ?? '–'],
      ['cost', sum(one.cost)],
    ],
    href: `/decisions/${one.id}`,
  };
}

export const decisionsPage = definePage({
  routes: {
    '/decisions': view(() => import('./Decisions'), 'Decisions'),
  },
  room: {
    path: '/decisions',
    name: 'Decisions',
    icon: decisionsIcon,
    key: 'd',
    group: 'Road',
    phone: true,
    search: { since: '24h' },
    needs: ['control:decision.read'],
  },
  searches: [
    {
      name: 'Decisions',
      icon: decisionsIcon,
      rank: 7,
      needs: 'control:decision.read',
      byServer: true,
      // What callers asked is left alone: to search it is a look that is audited.
      of: ({ sent, now }) => reading(decisionsQuery({ since: '24h', text: sent, texts: 'false', limit: '20' }), ({ items }) => items.map((one) => found(one, now))),
      all: (text) => `/decisions${writeSearch({ since: '24h', text })}`,
    },
  ],
});
