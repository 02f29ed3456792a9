import { workflowsQuery } from '@/api/queries';
import type { WorkflowSummary } from '@/api/schema';
import type { Drawing } from '@/design/Icon';
import { definePage, reading, view, type Found } from '../definePage';
import './workflows.css';

const icon: Drawing = { line: 'M1.75 2.75h4.5v4.5h-4.5zM9.75 8.75h4.5v4.5h-4.5zM6.5 5H12v3.5' };

function found(one: WorkflowSummary): Omit<Found, 'icon'> {
  return {
    id: one.id,
    name: one.id,
    detail: `v${one.version}, ${one.steps} steps`,
    fact: one.lastRun?.state,
    facts: [
      ['version', String(one.version)],
      ['steps', String(one.steps)],
      ['last run', one.lastRun?.state ?? 'never'],
    ],
    href: `/workflows/${one.id}`,
  };
}

export const workflowsPage = definePage({
  routes: {
    '/workflows': view(() => import('./Workflows'), 'Workflows'),
    '/workflows/$id': view(() => import('./Workflow'), 'WorkflowPage'),
  },
  room: {
    path: '/workflows',
    name: 'Workflows',
    icon,
    key: 'w',
    group: 'Work',
    phone: true,
    needs: ['control:workflow.read'],
  },
  searches: [
    {
      name: 'Workflows',
      icon,
      rank: 6,
      needs: 'control:workflow.read',
      of: () => reading(workflowsQuery, ({ items }) => items.map(found)),
      all: () => '/workflows',
    },
  ],
});
