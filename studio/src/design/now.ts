import { useSyncExternalStore } from 'react';
import { clockOffset } from '@/api/clock';

const listeners = new Set<() => void>();
let here = Date.now();
let there = here;
let timer: ReturnType<typeof setInterval> | undefined;

/** The time of now on the server's clock, for instants that it names; a step a second while anything looks at it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => there);
}

/** The time of now on the reader's clock, for what happened on this page. */
export function useNowHere(): number {
  return useSyncExternalStore(subscribe, () => here);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) start();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

function start(): void {
  look();
  timer = setInterval(() => {
    look();
    listeners.forEach((listener) => listener());
  }, 1000);
}

function look(): void {
  here = Date.now();
  there = here + clockOffset();
}
