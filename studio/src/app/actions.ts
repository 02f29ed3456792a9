import type { IconName } from '@/design/Icon';
import { recent } from '@/format/address';

/** What a user can do from anywhere, as data: the palette, the shortcuts and their list all read this. */
export interface Action {
  id: string;
  label: string;
  icon?: IconName;
  /** `g r` is one key after the other, `?` is one key. */
  keys?: string;
  run: () => void;
}

export interface Room {
  path: '/runs' | '/workflows' | '/triggers' | '/approvals' | '/decisions' | '/providers' | '/routes' | '/guardrails' | '/playground' | '/events' | '/limits' | '/keys' | '/usage' | '/audit';
  name: string;
  icon: IconName;
  key: string;
  group: 'Work' | 'Road' | 'House';
  /** Whether it stands in the phone's bar also when one is elsewhere. */
  phone: boolean;
  /** What the room is opened with. */
  search: Record<string, string>;
  /** What one must be granted to use it: acts, or a capability. */
  needs: readonly string[];
}

export const rooms: readonly Room[] = [
  { path: '/runs', name: 'Runs', icon: 'runs', key: 'r', group: 'Work', search: recent, phone: true, needs: ['control:run.read'] },
  { path: '/workflows', name: 'Workflows', icon: 'workflows', key: 'w', group: 'Work', search: {}, phone: true, needs: ['control:workflow.read'] },
  { path: '/triggers', name: 'Triggers', icon: 'triggers', key: 's', group: 'Work', search: {}, phone: false, needs: ['control:trigger.read'] },
  { path: '/approvals', name: 'Approvals', icon: 'approvals', key: 'a', group: 'Work', search: {}, phone: false, needs: ['control:approval.read'] },
  { path: '/playground', name: 'Playground', icon: 'playground', key: 'y', group: 'Work', search: {}, phone: false, needs: ['control:provider.read', 'ai.chat.create'] },
  { path: '/decisions', name: 'Decisions', icon: 'decisions', key: 'd', group: 'Road', search: { since: '24h' }, phone: true, needs: ['control:decision.read'] },
  { path: '/providers', name: 'Providers', icon: 'providers', key: 'p', group: 'Road', search: {}, phone: true, needs: ['control:provider.read'] },
  { path: '/routes', name: 'Routes', icon: 'routes', key: 'o', group: 'Road', search: {}, phone: false, needs: ['control:resource.read'] },
  { path: '/guardrails', name: 'Guardrails', icon: 'guardrails', key: 'g', group: 'Road', search: {}, phone: false, needs: ['control:resource.read'] },
  { path: '/events', name: 'Events', icon: 'events', key: 'e', group: 'Road', search: { since: '24h' }, phone: false, needs: ['control:webhook.read'] },
  { path: '/limits', name: 'Limits', icon: 'limits', key: 'l', group: 'House', search: {}, phone: false, needs: ['control:resource.read'] },
  { path: '/usage', name: 'Usage', icon: 'usage', key: 'u', group: 'House', search: {}, phone: false, needs: ['control:decision.read'] },
  { path: '/keys', name: 'Keys', icon: 'keys', key: 'k', group: 'House', search: {}, phone: false, needs: ['control:key.read'] },
  { path: '/audit', name: 'Audit log', icon: 'audit', key: 't', group: 'House', search: { since: '24h' }, phone: false, needs: ['control:audit.read'] },
];

/** The rooms that one may use. */
export function open(may: (target: string) => boolean): Room[] {
  return rooms.filter((room) => room.needs.every(may));
}

/** A pasted id leads to its page. */
export function pageOfId(text: string): string | undefined {
  const id = text.trim();
  if (/^run_[0-9a-f-]{32,36}$/i.test(id)) return `/runs/${id}`;
  if (/^dec_[0-9a-f-]{32,36}$/i.test(id)) return `/decisions/${id}`;
  if (/^ask_[0-9a-f]{32}$/i.test(id)) return `/approvals/${id}`;
  if (/^reh_[0-9a-f]{32}$/i.test(id)) return `/rehearsals/${id}`;
  if (/^trig_[0-9a-f]{32}$/i.test(id)) return `/triggers?open=${id}`;
  return undefined;
}
