import { definePage, view } from '../definePage';

export const keysPage = definePage({
  routes: {
    '/keys': view(() => import('./Keys'), 'Keys'),
  },
  room: {
    path: '/keys',
    name: 'Keys',
    icon: { line: 'M1.75 8a2.75 2.75 0 1 0 5.5 0 2.75 2.75 0 1 0-5.5 0zM7.25 8h7M12 8v2.75M9.75 8v2' },
    key: 'k',
    group: 'House',
    needs: ['control:key.read'],
  },
});
