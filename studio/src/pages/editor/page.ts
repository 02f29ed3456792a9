import { definePage, view } from '../definePage';

export const editorPage = definePage({
  routes: {
    '/workflows/$id/edit': view(() => import('./EditorPage'), 'EditorPage'),
  },
});
