import { definePage, view } from '../definePage';
import './audit.css';

export const auditPage = definePage({
  routes: {
    '/audit': view(() => import('./Audit'), 'Audit'),
  },
  room: {
    path: '/audit',
    name: 'Audit log',
    icon: { line: 'M3 1.75h10v12.5H3zM5.5 5h5M5.5 8h5M5.5 11h3' },
    key: 't',
    group: 'House',
    search: { since: '24h' },
    needs: ['control:audit.read'],
  },
});
