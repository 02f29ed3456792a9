import { definePage, view } from '../definePage';

export const decisionPage = definePage({
  routes: {
    '/decisions/$id': view(() => import('./Decision'), 'DecisionPage'),
    '/decisions/$id/card': view(() => import('./CardPage'), 'CardPage'),
  },
});
