import { expect, it } from 'vitest';
import type { Session } from '@/api/schema';
import { gatewayOf } from './gateway';

const session: Session & { gatewayPort: number } = { tenant: { id: 't', name: 't' }, principal: { id: 'p', name: 'p', type: 'user' }, roles: [], acts: [], calls: { allow: [], deny: [] }, environment: 'production', server: { version: '1' }, gatewayPort: 9443 };

it('is at the host of the console, as it is reached, on the port that the session tells', () => {
  expect(gatewayOf(session, new URL('https://console.example:8443/keys'))).toBe('https://console.example:9443');
});
