import { definePage, view } from '../definePage';
import './events.css';

export const eventsPage = definePage({
  routes: {
    '/events': view(() => import('./Events'), 'Events'),
  },
  room: {
    path: '/events',
    name: 'Events',
    icon: { line: 'M1.5 8h8M6.75 4.75 10 8l-3.25 3.25M13.5 2v12' },
    key: 'e',
    group: 'Road',
    search: { since: '24h' },
    needs: ['control:webhook.read'],
  },
});
