import { definePage, view } from '../definePage';

export const runsPage = definePage({
  routes: {
    '/runs': view(() => import('./Runs'), 'Runs'),
  },
});
