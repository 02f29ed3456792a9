import { definePage, view } from '../definePage';
import './usage.css';
import './saving.css';
import './advice.css';

export const usagePage = definePage({
  routes: {
    '/usage': view(() => import('./Usage'), 'Usage'),
  },
  room: {
    path: '/usage',
    name: 'Usage',
    icon: { line: 'M2 13.75h12M4 13.5V9M8 13.5V3M12 13.5V6.5' },
    key: 'u',
    group: 'House',
    needs: ['control:decision.read'],
  },
});
