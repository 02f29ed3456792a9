import type { Drawing } from '@/design/Icon';
import { definePage, view } from '../definePage';
import './home.css';

const icon: Drawing = { line: 'M2 7.75 8 2.5l6 5.25M3.75 6.5v7h8.5v-7' };

export const homePage = definePage({
  routes: {
    '/': view(() => import('./Home'), 'Home'),
  },
  room: {
    path: '/',
    name: 'Home',
    icon,
    key: 'h',
    group: 'Work',
    needs: [],
    oneOf: ['control:approval.read', 'control:run.read', 'control:key.read', 'control:decision.read', 'control:provider.read', 'control:resource.read'],
  },
});
