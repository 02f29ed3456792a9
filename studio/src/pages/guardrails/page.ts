import { definePage, view } from '../definePage';

export const guardrailsPage = definePage({
  routes: {
    '/guardrails': view(() => import('./Guardrails'), 'Guardrails'),
  },
});
