import { secretsQuery } from '@/api/secrets';
import type { Drawing } from '@/design/Icon';
import { writeSearch } from '@/format/address';
import { definePage, reading, view } from '../definePage';
import './secrets.css';

const icon: Drawing = { line: 'M2.75 7.25h10.5v6.5H2.75zM5 7.25V5a3 3 0 0 1 6 0v2.25M8 9.75v1.5' };

export const secretsPage = definePage({
  routes: {
    '/secrets': view(() => import('./Secrets'), 'Secrets'),
  },
  room: {
    path: '/secrets',
    name: 'Secrets',
    icon,
    key: 'v',
    group: 'House',
    needs: ['control:secret.read'],
  },
  searches: [
    {
      name: 'Secrets',
      icon,
      rank: 2.5,
      needs: 'control:secret.read',
      of: () => reading(secretsQuery, ({ items }) => items.map((name) => ({ id: name, name, href: `/secrets${writeSearch({ open: name })}` }))),
      all: () => '/secrets',
    },
  ],
});
