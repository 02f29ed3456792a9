import { askedQuery } from '@/api/approvals';
import type { Page, RunApproval } from '@/api/schema';
import { definePage, reading, view } from '../definePage';
import './approvals.css';

/** How many of the open ones the reader may decide. */
function yours({ items, truncated }: Page<RunApproval>): string | undefined {
  const count = items.filter(({ barred }) => barred === undefined).length;
  if (count === 0) return undefined;
  return truncated ? `${count}+` : String(count);
}

export const approvalsPage = definePage({
  routes: {
    '/approvals': view(() => import('./Approvals'), 'Approvals'),
    // Where links to one approval lead.
    '/approvals/$id': { redirect: ({ params: { id = '' } }) => ({ to: '/approvals', search: { open: id } }) },
  },
  room: {
    path: '/approvals',
    name: 'Approvals',
    icon: 'vote',
    key: 'a',
    group: 'Work',
    needs: ['control:approval.read'],
    badge: { of: reading(askedQuery({ state: 'open', mine: 'true', limit: '100' }), yours), label: 'yours to decide' },
  },
  ids: { fit: /^ask_[0-9a-f]{32}$/i, at: (id) => `/approvals/${id}` },
});
