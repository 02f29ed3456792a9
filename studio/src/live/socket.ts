import { heard, lost } from '@/api/connection';
import { read, type Frame } from './frames';

export interface Live {
  close: () => void;
  /** Opens again now if the socket is down; does nothing while it is open. */
  again: () => void;
}

const unauthenticated = 4401;
const noSuchRun = 4404;

/**
 * The live stream of a run. It asks for what came after the last frame it has seen, so that nothing is missed while
 * the line was down. When to open again is decided by the page's connection, not here.
 */
export function live(run: string, since: () => number | undefined, onFrame: (frame: Frame) => void, onGone: (code: number) => void): Live {
  let socket: WebSocket | undefined;
  let closed = false;

  const open = () => {
    const seq = since();
    const address = new URL(`/api/v1/runs/${run}/live${seq === undefined ? '' : `?since=${seq}`}`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const mine = (socket = new WebSocket(address));
    mine.onopen = () => heard(Date.now());
    mine.onmessage = (event: MessageEvent<string>) => {
      heard(Date.now());
      const frame = read(event.data);
      if (frame !== undefined) onFrame(frame);
    };
    mine.onclose = (event) => {
      if (mine !== socket) return;
      socket = undefined;
      if (closed) return;
      if (event.code === unauthenticated || event.code === noSuchRun || event.code === 1000) onGone(event.code);
      else lost(Date.now());
    };
  };

  open();
  return {
    close: () => {
      closed = true;
      socket?.close();
    },
    again: () => {
      if (socket === undefined && !closed) open();
    },
  };
}
