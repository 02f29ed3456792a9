import { definePage, view } from '../definePage';

export const accountsPage = definePage({
  routes: {
    '/accounts': view(() => import('./Accounts'), 'Accounts'),
  },
});
