import { definePage, view } from '../definePage';

export const playgroundPage = definePage({
  routes: {
    '/playground': view(() => import('./Playground'), 'Playground'),
  },
});
