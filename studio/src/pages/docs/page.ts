import { definePage, reading, view } from '../definePage';
import './docs.css';

export const docsPage = definePage({
  routes: {
    '/docs/$page': view(() => import('./Docs'), 'DocsPage'),
  },
  searches: [
    {
      name: 'Docs',
      icon: 'file',
      rank: 9,
      letter: '?',
      of: () =>
        reading({ queryKey: ['docs'], queryFn: async () => (await import('./guide')).sections(), staleTime: Infinity }, (sections) =>
          sections.map((one) => ({ id: one.href, name: one.heading, detail: one.page, fact: 'guide', facts: [['page', one.page]], href: one.href })),
        ),
    },
  ],
});
