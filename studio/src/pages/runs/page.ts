import type { Drawing } from '@/design/Icon';
import { recent } from '@/format/address';
import { definePage, view } from '../definePage';

export const runsIcon: Drawing = { line: 'M2 4h5M2 8h9M2 12h12' };

export const runsPage = definePage({
  routes: {
    '/runs': view(() => import('./Runs'), 'Runs'),
  },
  room: {
    path: '/runs',
    name: 'Runs',
    icon: runsIcon,
    key: 'r',
    group: 'Work',
    phone: true,
    search: recent,
    needs: ['control:run.read'],
  },
});
