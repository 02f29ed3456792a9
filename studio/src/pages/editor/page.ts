import { definePage, view } from '../definePage';
import './editor.css';

export const editorPage = definePage({
  routes: {
    '/workflows/$id/edit': view(() => import('./EditorPage'), 'EditorPage'),
  },
});
