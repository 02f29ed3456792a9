import { definePage, view } from '../definePage';
import './connect.css';

export const connectPage = definePage({
  routes: {
    '/providers/connect': view(() => import('./Connect'), 'Connect'),
  },
});
