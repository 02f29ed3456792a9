import { definePage, view } from '../definePage';
import './rehearsals.css';

export const rehearsalsPage = definePage({
  routes: {
    '/rehearsals/$id': view(() => import('./Rehearsal'), 'RehearsalPage'),
  },
  ids: { fit: /^reh_[0-9a-f]{32}$/i, at: (id) => `/rehearsals/${id}` },
});
