import type { Key } from '@/table/query';

/** What the address of the routes can say. */
export const routeKeys: readonly Key[] = [
  { name: 'open', hint: 'the route that is open' },
  { name: 'draft', hint: 'a route that is being written', values: ['new'] },
  { name: 'tab', hint: 'its text, or what differs', values: ['yaml', 'diff'] },
  { name: 'version', hint: 'an earlier form beside the one in force' },
];
