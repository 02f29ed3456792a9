import { definePage, view } from '../definePage';

export const providersPage = definePage({
  routes: {
    '/providers': view(() => import('./Providers'), 'Providers'),
  },
});
