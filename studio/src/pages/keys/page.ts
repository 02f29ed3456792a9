import { definePage, view } from '../definePage';

export const keysPage = definePage({
  routes: {
    '/keys': view(() => import('./Keys'), 'Keys'),
  },
});
