import { definePage, view } from '../definePage';

export const limitsPage = definePage({
  routes: {
    '/limits': view(() => import('./Limits'), 'Limits'),
  },
  room: {
    path: '/limits',
    name: 'Limits',
    icon: { line: 'M2 12.25a6 6 0 0 1 12 0M8 12.25l3-4.5M13.5 3v3.5' },
    key: 'l',
    group: 'House',
    needs: ['control:resource.read'],
  },
});
