import { definePage, view } from '../definePage';

export const runPage = definePage({
  routes: {
    '/runs/$id': view(() => import('./Run'), 'RunPage'),
  },
});
