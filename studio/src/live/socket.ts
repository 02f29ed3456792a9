import { heard, pause } from '@/api/connection';
import { read, type Frame } from './frames';

export interface Live {
  close: () => void;
  /** Opens again now if the stream is broken; does nothing while it is open or once it has ended. */
  again: () => void;
}

export interface Follower {
  /** Number of the last change it knows. */
  since: () => number | undefined;
  onFrame: (frame: Frame) => void;
  /** How often in a row the stream broke off or was refused; 0 once it holds. */
  onTries: (tries: number) => void;
  /** Nothing more will come: the run is over, or may not be watched. */
  onEnd: () => void;
}

/** Codes after which the same would be answered again: over, unauthenticated, forbidden, no such run. */
const last = new Set([1000, 4401, 4403, 4404]);
/** A stream that is open for so long holds. */
const settled = 5_000;
/** The server says something every five seconds: one that is silent for so long is dead, though nobody closed it. */
const silence = 20_000;

/**
 * The live stream of a run. It asks for what came after the last frame it has seen, so that nothing is missed while
 * it was broken. One that breaks off or is refused is opened again after pauses of its own that grow: that says
 * nothing of the page's line, which may answer everything else.
 */
export function live(run: string, follower: Follower): Live {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let ended = false;

  const told = (so: number) => follower.onTries((tries = so));
  const open = () => {
    clearTimeout(timer);
    const mine = (socket = new WebSocket(addressOf(run, follower.since())));
    alive();
    mine.onopen = () => {
      if (mine === socket) timer = setTimeout(() => told(0), settled);
    };
    mine.onmessage = (event: MessageEvent<string>) => {
      if (mine !== socket) return;
      heard(Date.now());
      alive();
      const frame = read(event.data);
      if (frame !== undefined) follower.onFrame(frame);
    };
    mine.onclose = (event) => {
      if (mine === socket) (last.has(event.code) ? end : broken)();
    };
  };
  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(broken, silence);
  };
  const broken = () => {
    leave();
    timer = setTimeout(open, pause(tries));
    told(tries + 1);
  };
  const end = () => {
    stop();
    follower.onEnd();
  };
  const stop = () => {
    ended = true;
    leave();
  };
  const leave = () => {
    clearTimeout(timer);
    clearTimeout(watchdog);
    socket?.close();
    socket = undefined;
  };

  open();
  return {
    close: stop,
    again: () => {
      if (socket === undefined && !ended) open();
    },
  };
}

function addressOf(run: string, seq: number | undefined): URL {
  const address = new URL(`/api/v1/runs/${run}/live${seq === undefined ? '' : `?since=${seq}`}`, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  return address;
}
