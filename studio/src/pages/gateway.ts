import type { Session } from '@/api/schema';

/** Where the gateway listens: at the console's own host, on a port of its own. */
export function gatewayOf({ gatewayPort }: Session, { protocol, hostname }: { protocol: string; hostname: string } = location): string {
  return `${protocol}//${hostname}:${gatewayPort}`;
}
