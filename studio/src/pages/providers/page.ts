import { matrixQuery, providersQuery } from '@/api/queries';
import type { CapabilityMatrix, Provider } from '@/api/schema';
import type { Drawing } from '@/design/Icon';
import { writeSearch } from '@/format/address';
import { definePage, reading, view, type Found } from '../definePage';
import './providers.css';

const icon: Drawing = { line: 'M5.5 2v3.5M10.5 2v3.5M3.5 5.75h9v1.5a4.5 4.5 0 0 1-9 0zM8 11.75V15' };

function found(one: Provider): Omit<Found, 'icon'> {
  return {
    id: one.id,
    name: one.id,
    detail: one.connector,
    fact: one.state,
    facts: [
      ['connector', one.connector],
      ['state', one.state],
      ['breaker', one.breaker.state],
      ['grade', one.grade],
    ],
    href: `/providers${writeSearch({ open: one.id })}`,
  };
}

function modelsOf({ id, models }: CapabilityMatrix['providers'][number]): Omit<Found, 'icon'>[] {
  return models.map((model) => ({
    id: model.offer,
    name: model.offer,
    detail: id,
    facts: [
      ['provider', id],
      ['price', model.prices.length === 0 ? 'none known' : `${model.prices.length} units priced`],
    ],
    href: `/providers${writeSearch({ open: id, tab: 'models' })}`,
  }));
}

export const providersPage = definePage({
  routes: {
    '/providers': view(() => import('./Providers'), 'Providers'),
  },
  room: {
    path: '/providers',
    name: 'Providers',
    icon,
    key: 'p',
    group: 'Road',
    phone: true,
    needs: ['control:provider.read'],
  },
  searches: [
    {
      name: 'Models',
      icon: { line: 'M2.25 2.75h11.5v8H7.5L4.5 13.5v-2.75H2.25zM5 5.75h6M5 8h3.5' },
      rank: 3,
      needs: 'control:provider.read',
      of: () => reading(matrixQuery({ kind: 'ai' }), ({ providers }) => providers.flatMap(modelsOf)),
      all: () => '/providers',
    },
    {
      name: 'Providers',
      icon,
      rank: 4,
      needs: 'control:provider.read',
      of: () => reading(providersQuery({}), ({ items }) => items.map(found)),
      all: () => '/providers',
    },
  ],
});
