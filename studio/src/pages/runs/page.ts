import { runsQuery, workflowsQuery } from '@/api/queries';
import type { RunSummary } from '@/api/schema';
import type { Drawing } from '@/design/Icon';
import { recent, writeSearch } from '@/format/address';
import { tailId } from '@/format/text';
import { ago } from '@/format/time';
import { definePage, reading, view, type Found } from '../definePage';
import './runs.css';

export const runsIcon: Drawing = { line: 'M2 4h5M2 8h9M2 12h12' };

function found(run: RunSummary, now: number): Omit<Found, 'icon'> {
  return {
    id: run.id,
    name: `${run.workflow} ${tailId(run.id)}`,
    detail: [run.state, run.reason?.code].filter(Boolean).join(', '),
    fact: ago(run.createdAt, now),
    facts: [
      ['state', run.state],
      ['version', String(run.version)],
      ['done', `${run.progress.done} of ${run.progress.total}`],
    ],
    href: `/runs/${run.id}`,
  };
}

const states = ['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled'];

/** Which runs the server is asked for: those of the state and of the workflow that the words name, where they name one. */
export function runsNamed(words: readonly string[], workflows: readonly string[]): { state?: string; workflow?: string } {
  const state = words.find((word) => states.includes(word));
  const rest = words.filter((word) => word !== state);
  const named = workflows.filter((id) => rest.some((word) => id.toLowerCase().includes(word)));
  const [workflow] = named.length === 1 ? named : named.filter((id) => rest.includes(id.toLowerCase()));
  return { ...(state === undefined ? {} : { state }), ...(workflow === undefined ? {} : { workflow }) };
}

export const runsPage = definePage({
  routes: {
    '/runs': view(() => import('./Runs'), 'Runs'),
  },
  room: {
    path: '/runs',
    name: 'Runs',
    icon: runsIcon,
    key: 'r',
    group: 'Work',
    phone: true,
    search: recent,
    needs: ['control:run.read'],
  },
  searches: [
    {
      name: 'Runs',
      icon: runsIcon,
      rank: 8,
      needs: 'control:run.read',
      of: ({ words, now, answered }) => {
        const workflows = answered(workflowsQuery.queryKey)?.items.map(({ id }) => id) ?? [];
        return reading(runsQuery({ since: '30d', sort: '-started', limit: '200', ...runsNamed(words, workflows) }), ({ items }) => items.map((run) => found(run, now)));
      },
      all: () => `/runs${writeSearch({ since: '30d', sort: '-started' })}`,
    },
  ],
});
