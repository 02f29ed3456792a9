import type { RunState, StepState } from './schema';

/** Whether a run or a step has come to its end. */
export function isOver(state: RunState | StepState): boolean {
  return state !== 'queued' && state !== 'running' && state !== 'waiting';
}
