/** A key under which the server does a thing once, however often it is asked to. */
export function onceKey(): string {
  // Also where the console is served without TLS, and there is no randomUUID.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
