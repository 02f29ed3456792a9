import { definePage, view } from '../definePage';

export const workflowsPage = definePage({
  routes: {
    '/workflows': view(() => import('./Workflows'), 'Workflows'),
    '/workflows/$id': view(() => import('./Workflow'), 'WorkflowPage'),
  },
});
