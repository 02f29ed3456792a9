import { definePage, view } from '../definePage';

export const signinPage = definePage({
  routes: {
    '/signin': view(() => import('./SignIn'), 'SignIn'),
  },
});
