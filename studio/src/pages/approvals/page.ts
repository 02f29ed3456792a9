import { definePage, view } from '../definePage';

export const approvalsPage = definePage({
  routes: {
    '/approvals': view(() => import('./Approvals'), 'Approvals'),
    // Where links to one approval lead.
    '/approvals/$id': { redirect: ({ params: { id = '' } }) => ({ to: '/approvals', search: { open: id } }) },
  },
});
