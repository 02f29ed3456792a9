import { definePage, view } from '../definePage';
import './file.css';

export const filePage = definePage({
  routes: {
    '/providers/connect/file': view(() => import('./FilePage'), 'FilePage'),
  },
});
