import { definePage, view } from '../definePage';
import './playground.css';

export const playgroundPage = definePage({
  routes: {
    '/playground': view(() => import('./Playground'), 'Playground'),
  },
  room: {
    path: '/playground',
    name: 'Playground',
    icon: { line: 'M2.25 2.75h11.5v8H7.5L4.5 13.5v-2.75H2.25zM5 5.75h6M5 8h3.5' },
    key: 'y',
    group: 'Work',
    needs: ['control:provider.read', 'ai.chat.create'],
  },
});
