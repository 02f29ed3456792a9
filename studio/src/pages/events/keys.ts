import type { Key } from '@/table/query';

/** What the deliveries can be asked by. */
export const eventKeys: readonly Key[] = [
  { name: 'state', hint: 'whether it told anything that is known', values: ['verified', 'unrecognised', 'refused'] },
  { name: 'provider', hint: 'whose vendor sent it' },
  { name: 'type', hint: 'of the event that it raised, such as git.push' },
  { name: 'webhook', hint: 'id of the endpoint that it came to' },
  { name: 'since', hint: 'such as 24h, 30m, 7d, or an instant', moment: true },
  { name: 'until', hint: 'such as 1h, or an instant', moment: true },
  { name: 'open', hint: 'the delivery or the endpoint in the panel' },
  { name: 'form', hint: 'a new endpoint, or listening for a delivery', values: ['new', 'listen'] },
  { name: 'cursor', hint: 'a page further back' },
];
