import { definePage, view } from '../definePage';

export const auditPage = definePage({
  routes: {
    '/audit': view(() => import('./Audit'), 'Audit'),
  },
});
