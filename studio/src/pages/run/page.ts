import { definePage, view } from '../definePage';
import './run.css';

export const runPage = definePage({
  routes: {
    '/runs/$id': view(() => import('./Run'), 'RunPage'),
  },
  ids: { fit: /^run_[0-9a-f-]{32,36}$/i, at: (id) => `/runs/${id}` },
});
