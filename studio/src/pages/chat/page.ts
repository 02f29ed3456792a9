import { definePage, view } from '../definePage';

export const chatPage = definePage({
  routes: {
    '/providers/$id/chat': view(() => import('./Chat'), 'ChatPage'),
  },
});
