import { definePage, view } from '../definePage';

export const connectPage = definePage({
  routes: {
    '/providers/connect': view(() => import('./Connect'), 'Connect'),
  },
});
