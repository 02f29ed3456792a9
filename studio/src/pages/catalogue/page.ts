import { definePage, view } from '../definePage';
import './catalogue.css';

export const cataloguePage = definePage({
  routes: {
    '/providers/catalogue': view(() => import('./Catalogue'), 'Catalogue'),
    '/providers/catalogue/compare': view(() => import('./Compare'), 'Compare'),
  },
});
