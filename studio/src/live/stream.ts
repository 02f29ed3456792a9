import { useSyncExternalStore } from 'react';

/** How the live stream of the run that is open stands. */
export interface Stream {
  /** How often in a row it broke off or was refused; while it is not 0 the figures are asked for. */
  tries: number;
  /** When it said something last; undefined while no run is followed. */
  heardAt?: number;
}

const none: Stream = { tries: 0 };
let state = none;
const listeners = new Set<() => void>();

export function stream(): Stream {
  return state;
}

/** It stands so; of no stream when nothing is said. */
export function streamIs(next: Stream = none): void {
  state = next;
  listeners.forEach((listener) => listener());
}

/** It has said something. */
export function streamHeard(at: number): void {
  if (at - (state.heardAt ?? 0) >= 100) streamIs({ ...state, heardAt: at });
}

export function useStream(): Stream {
  return useSyncExternalStore(watch, stream);
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
