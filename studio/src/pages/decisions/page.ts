import { definePage, view } from '../definePage';

export const decisionsPage = definePage({
  routes: {
    '/decisions': view(() => import('./Decisions'), 'Decisions'),
  },
});
