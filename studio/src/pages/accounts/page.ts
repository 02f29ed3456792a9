import { definePage, view } from '../definePage';
import './accounts.css';

export const accountsPage = definePage({
  routes: {
    '/accounts': view(() => import('./Accounts'), 'Accounts'),
  },
  own: {
    path: '/accounts',
    name: 'Accounts',
    title: 'Your accounts',
    icon: 'person',
  },
});
