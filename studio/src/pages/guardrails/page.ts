import { definePage, view } from '../definePage';
import './guardrails.css';

export const guardrailsPage = definePage({
  routes: {
    '/guardrails': view(() => import('./Guardrails'), 'Guardrails'),
  },
  room: {
    path: '/guardrails',
    name: 'Guardrails',
    icon: { line: 'M1 4.75h14M1 8.75h14M4 4.75v9M12 4.75v9' },
    key: 'g',
    group: 'Road',
    needs: ['control:resource.read'],
  },
});
