import { definePage, view } from '../definePage';

export const rehearsalsPage = definePage({
  routes: {
    '/rehearsals/$id': view(() => import('./Rehearsal'), 'RehearsalPage'),
  },
});
