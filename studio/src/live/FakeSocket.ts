import { vi } from 'vitest';

/** Takes the place of the browser's socket; a test plays the server. */
export class FakeSocket {
  static opened: FakeSocket[] = [];

  static install(): void {
    FakeSocket.opened = [];
    vi.stubGlobal('WebSocket', FakeSocket);
  }

  static get newest(): FakeSocket {
    const newest = FakeSocket.opened.at(-1);
    if (newest === undefined) throw new Error('no socket was opened');
    return newest;
  }

  onopen: () => void = () => undefined;
  onmessage: (event: { data: string }) => void = () => undefined;
  onclose: (event: { code: number }) => void = () => undefined;
  closed = false;

  constructor(readonly address: URL) {
    FakeSocket.opened.push(this);
  }

  close(): void {
    this.closed = true;
  }

  /** The server accepts it and says this. */
  says(...frames: object[]): void {
    this.onopen();
    frames.forEach((frame) => this.onmessage({ data: JSON.stringify(frame) }));
  }

  /** The server closes it. */
  closes(code: number): void {
    this.onclose({ code });
  }
}
