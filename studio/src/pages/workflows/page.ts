import { definePage, view } from '../definePage';

export const workflowsPage = definePage({
  routes: {
    '/workflows': view(() => import('./Workflows'), 'Workflows'),
    '/workflows/$id': view(() => import('./Workflow'), 'WorkflowPage'),
  },
  room: {
    path: '/workflows',
    name: 'Workflows',
    icon: { line: 'M1.75 2.75h4.5v4.5h-4.5zM9.75 8.75h4.5v4.5h-4.5zM6.5 5H12v3.5' },
    key: 'w',
    group: 'Work',
    phone: true,
    needs: ['control:workflow.read'],
  },
});
