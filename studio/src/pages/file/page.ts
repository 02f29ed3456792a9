import { definePage, view } from '../definePage';

export const filePage = definePage({
  routes: {
    '/providers/connect/file': view(() => import('./FilePage'), 'FilePage'),
  },
});
