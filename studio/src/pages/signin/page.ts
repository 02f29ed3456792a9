import { definePage, view } from '../definePage';
import './signin.css';

export const signinPage = definePage({
  routes: {
    '/signin': view(() => import('./SignIn'), 'SignIn'),
  },
});
