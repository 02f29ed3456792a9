import { definePage, view } from '../definePage';
import './cases.css';

export const casesPage = definePage({
  routes: {
    '/workflows/$id/cases': view(() => import('./Cases'), 'Cases'),
  },
});
