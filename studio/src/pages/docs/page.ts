import { definePage, reading, view } from '../definePage';
import './docs.css';

export const docsPage = definePage({
  routes: {
    '/docs': view(() => import('./Contents'), 'Contents'),
    '/docs/$page': view(() => import('./Docs'), 'DocsPage'),
  },
  room: {
    path: '/docs',
    name: 'Docs',
    also: 'help guide manual documentation reference',
    icon: 'file',
    key: 'q',
    group: 'House',
    needs: [],
  },
  searches: [
    {
      name: 'Docs',
      icon: 'file',
      rank: 9,
      letter: '?',
      of: () =>
        reading({ queryKey: ['docs'], queryFn: async () => (await import('./guide')).sections(), staleTime: Infinity }, (sections) =>
          sections.map((one) => ({ id: one.href, name: one.heading, detail: one.page, also: one.text, fact: 'guide', facts: [['page', one.page]], href: one.href })),
        ),
    },
  ],
});
