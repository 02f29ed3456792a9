import { definePage, view } from '../definePage';
import './triggers.css';

export const triggersPage = definePage({
  routes: {
    '/triggers': view(() => import('./Triggers'), 'Triggers'),
    '/triggers/$id/form': view(() => import('./FormPage'), 'FormPage'),
  },
  room: {
    path: '/triggers',
    name: 'Triggers',
    icon: { line: 'M9 1.75 3.5 9.25H8l-1 5 5.5-7.5H8z' },
    key: 's',
    group: 'Work',
    needs: ['control:trigger.read'],
  },
  ids: { fit: /^trig_[0-9a-f]{32}$/i, at: (id) => `/triggers?open=${id}` },
});
