import { resourcesQuery } from '@/api/queries';
import type { Resource } from '@/api/schema';
import type { Drawing } from '@/design/Icon';
import { writeSearch } from '@/format/address';
import { ago } from '@/format/time';
import { definePage, reading, view, type Found } from '../definePage';
import './routes.css';

export const routesIcon: Drawing = { line: 'M8 1.25v13.5M8 2.75h4.25L14 4.5l-1.75 1.75H8M8 7.75H3.75L2 9.5l1.75 1.75H8' };

function found(route: Resource, now: number): Omit<Found, 'icon'> {
  const applied = ago(route.appliedAt, now);
  return {
    id: route.id,
    name: route.id,
    detail: `v${route.version}`,
    fact: applied,
    facts: [
      ['version', String(route.version)],
      ['applied', applied],
    ],
    href: `/routes${writeSearch({ open: route.id })}`,
  };
}

export const routesPage = definePage({
  routes: {
    '/routes': view(() => import('./Routes'), 'Routes'),
  },
  room: {
    path: '/routes',
    name: 'Routes',
    icon: routesIcon,
    key: 'o',
    group: 'Road',
    needs: ['control:resource.read'],
  },
  searches: [
    {
      name: 'Routes',
      icon: routesIcon,
      rank: 5,
      needs: 'control:resource.read',
      of: ({ now }) => reading(resourcesQuery('route'), ({ items }) => items.map((route) => found(route, now))),
      all: () => '/routes',
    },
  ],
});
