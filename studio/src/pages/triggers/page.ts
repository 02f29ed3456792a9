import { definePage, view } from '../definePage';

export const triggersPage = definePage({
  routes: {
    '/triggers': view(() => import('./Triggers'), 'Triggers'),
    '/triggers/$id/form': view(() => import('./FormPage'), 'FormPage'),
  },
});
