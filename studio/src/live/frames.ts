import { newer } from '@/api/newer';
import type { NodeProgress, Run, RunProvider, RunState, RunSummary, Money } from '@/api/schema';
import { isOver } from '@/api/state';

/** What the live socket of a run sends. */
export type Frame = Hello | Progress | Alive | Finished;

interface Hello {
  type: 'hello';
  seq: number;
  at: string;
  run: Run;
}

interface Progress {
  type: 'progress';
  seq: number;
  at: string;
  state: RunState;
  startedAt?: string;
  paused?: RunSummary['paused'];
  steps: NodeProgress[];
  progress: RunSummary['progress'];
  failedItems: number;
  failovers: number;
  repeatedSteps: number;
  cost: Money;
  providers: RunProvider[];
}

/** Nothing has changed, and the line stands. */
interface Alive {
  type: 'alive';
  seq: number;
  at: string;
}

interface Finished {
  type: 'finished';
  seq: number;
  at: string;
  run: RunSummary;
}

/**
 * The run after a frame. A frame that is not newer changes nothing, so that catch-up may repeat; a newer one says that
 * the run is carried on. Progress does not end a run, since why it ended and its last figures come with what finished it.
 */
export function fold(run: Run | undefined, frame: Frame): Run | undefined {
  if (frame.type === 'hello') return newer(run, frame.run);
  if (run === undefined || frame.type === 'alive' || frame.seq <= run.seq) return run;
  const known = { ...run };
  delete known.stalled;
  delete known.paused;
  if (frame.type === 'finished') return { ...known, ...frame.run, seq: frame.seq };
  const held = frame.paused === undefined ? {} : { paused: frame.paused };
  const state = isOver(frame.state) ? run.state : frame.state;
  const { progress, failedItems, failovers, repeatedSteps, cost, providers, seq } = frame;
  const started = frame.startedAt === undefined ? {} : { startedAt: frame.startedAt };
  return { ...known, ...started, ...held, state, progress, failedItems, failovers, repeatedSteps, cost, providers, seq, steps: changed(run.steps, frame.steps) };
}

function changed(steps: NodeProgress[], news: NodeProgress[]): NodeProgress[] {
  const byNode = new Map(news.map((step) => [step.node, step]));
  const kept = steps.map((step) => byNode.get(step.node) ?? step);
  const known = new Set(steps.map((step) => step.node));
  return [...kept, ...news.filter((step) => !known.has(step.node))];
}

/** A text frame as what it says; undefined where a newer server says something we do not know. */
export function read(text: string): Frame | undefined {
  const frame = JSON.parse(text) as { type: string };
  return ['hello', 'progress', 'alive', 'finished'].includes(frame.type) ? (frame as Frame) : undefined;
}
