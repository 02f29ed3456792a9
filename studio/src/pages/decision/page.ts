import { definePage, view } from '../definePage';
import './decision.css';

export const decisionPage = definePage({
  routes: {
    '/decisions/$id': view(() => import('./Decision'), 'DecisionPage'),
    '/decisions/$id/card': view(() => import('./CardPage'), 'CardPage'),
  },
  ids: { fit: /^dec_[0-9a-f-]{32,36}$/i, at: (id) => `/decisions/${id}` },
});
