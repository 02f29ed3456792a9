import { definePage } from '../definePage';
import './capabilities.css';

export const capabilitiesPage = definePage({
  routes: {
    // Where the capabilities were a room of their own.
    '/capabilities': { redirect: ({ search }) => ({ to: '/providers/catalogue', search: { ...search, view: 'capabilities' } }) },
  },
});
