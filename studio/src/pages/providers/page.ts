import { definePage, view } from '../definePage';

export const providersPage = definePage({
  routes: {
    '/providers': view(() => import('./Providers'), 'Providers'),
  },
  room: {
    path: '/providers',
    name: 'Providers',
    icon: { line: 'M5.5 2v3.5M10.5 2v3.5M3.5 5.75h9v1.5a4.5 4.5 0 0 1-9 0zM8 11.75V15' },
    key: 'p',
    group: 'Road',
    phone: true,
    needs: ['control:provider.read'],
  },
});
