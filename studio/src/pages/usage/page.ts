import { definePage, view } from '../definePage';

export const usagePage = definePage({
  routes: {
    '/usage': view(() => import('./Usage'), 'Usage'),
  },
});
