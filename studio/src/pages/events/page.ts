import { definePage, view } from '../definePage';

export const eventsPage = definePage({
  routes: {
    '/events': view(() => import('./Events'), 'Events'),
  },
});
