import { definePage, view } from '../definePage';

export const routesPage = definePage({
  routes: {
    '/routes': view(() => import('./Routes'), 'Routes'),
  },
});
