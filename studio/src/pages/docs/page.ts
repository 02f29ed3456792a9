import { definePage, view } from '../definePage';

export const docsPage = definePage({
  routes: {
    '/docs/$page': view(() => import('./Docs'), 'DocsPage'),
  },
});
