import { definePage, view } from '../definePage';
import './chat.css';

export const chatPage = definePage({
  routes: {
    '/providers/$id/chat': view(() => import('./Chat'), 'ChatPage'),
  },
});
