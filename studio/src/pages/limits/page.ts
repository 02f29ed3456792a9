import { definePage, view } from '../definePage';

export const limitsPage = definePage({
  routes: {
    '/limits': view(() => import('./Limits'), 'Limits'),
  },
});
