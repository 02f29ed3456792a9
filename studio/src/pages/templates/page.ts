import { templatesQuery } from '@/api/templates';
import type { TemplateSummary } from '@/api/schema';
import type { Drawing } from '@/design/Icon';
import { writeSearch } from '@/format/address';
import { plural } from '@/format/text';
import { definePage, reading, view, type Found } from '../definePage';
import { kindsNeeded } from './needs';
import './templates.css';

const icon: Drawing = { line: 'M2.25 2.25h4.5v4.5h-4.5zM9.25 2.25h4.5v4.5h-4.5zM2.25 9.25h4.5v4.5h-4.5zM11.5 9.25v4.5M9.25 11.5h4.5' };

function found({ id, title, description, tags, uses, needs }: TemplateSummary): Omit<Found, 'icon'> {
  const kinds = kindsNeeded(needs).map(({ kind }) => kind);
  return {
    id,
    name: title,
    detail: tags.join(', '),
    fact: uses === 0 ? undefined : `used ${plural(uses, 'time')}`,
    facts: [
      ['does', description],
      ['needs', kinds.length === 0 ? 'nothing' : kinds.join(', ')],
    ],
    href: `/templates${writeSearch({ open: id })}`,
  };
}

export const templatesPage = definePage({
  routes: {
    '/templates': view(() => import('./Templates'), 'Templates'),
  },
  room: {
    path: '/templates',
    name: 'Templates',
    icon,
    key: 'm',
    group: 'Work',
    needs: ['control:workflow.read'],
  },
  searches: [
    {
      name: 'Templates',
      icon,
      rank: 6.5,
      needs: 'control:workflow.read',
      of: () => reading(templatesQuery, ({ items }) => items.map(found)),
      all: (text) => `/templates${writeSearch({ q: text })}`,
    },
  ],
});
