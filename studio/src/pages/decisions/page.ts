import type { Drawing } from '@/design/Icon';
import { definePage, view } from '../definePage';

export const decisionsIcon: Drawing = { line: 'M5 1v14M5 9c0-3 5-1.5 5-4.5', filled: 'M8.5 3a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0z' };

export const decisionsPage = definePage({
  routes: {
    '/decisions': view(() => import('./Decisions'), 'Decisions'),
  },
  room: {
    path: '/decisions',
    name: 'Decisions',
    icon: decisionsIcon,
    key: 'd',
    group: 'Road',
    phone: true,
    search: { since: '24h' },
    needs: ['control:decision.read'],
  },
});
