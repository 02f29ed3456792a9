import type { Drawing } from '@/design/Icon';
import { definePage, view } from '../definePage';

export const routesIcon: Drawing = { line: 'M8 1.25v13.5M8 2.75h4.25L14 4.5l-1.75 1.75H8M8 7.75H3.75L2 9.5l1.75 1.75H8' };

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
});
