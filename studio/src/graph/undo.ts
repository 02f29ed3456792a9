import type { NodeProgress, StepView } from '@/api/schema';
import { isOver } from '@/api/state';
import { count } from '@/format/text';

/** The undo of a step as far as it has come: the steps that took its effect back, over all of its executions. */
export interface Undo {
  steps: UndoStep[];
  state: 'running' | 'waiting' | 'failed' | 'succeeded';
  /** How many executions of the step it concerns. */
  times: number;
  /** Its place among the steps of the run that were undone, from 1; absent where it is the only one. */
  place: number | undefined;
}

export interface UndoStep {
  id: string;
  path: string;
  state: NodeProgress['state'];
}

/** What undoes a step of that path, as far as it has begun; undefined where it has not. */
export function undoOf(step: StepView, path: string, progress: ReadonlyMap<string, NodeProgress>): Undo | undefined {
  const prefix = path.slice(0, path.length - step.id.length);
  const all = (step.undo ?? []).flatMap(({ id }) => progress.get(`${prefix}${id}`) ?? []);
  const begun = all.filter(({ started, state }) => started > 0 && state !== 'skipped');
  if (begun.length === 0) return undefined;
  const steps = begun.map((at) => ({ id: at.id, path: at.path, state: at.state }));
  return { steps, state: stateOf(all), times: Math.max(...begun.map(({ started }) => started)), place: undefined };
}

/** The most pressing state; those that wait for one before them are under way. */
function stateOf(steps: readonly NodeProgress[]): Undo['state'] {
  const pressing = (['failed', 'waiting'] as const).find((state) => steps.some((step) => step.state === state));
  return pressing ?? (steps.every(({ state }) => isOver(state)) ? 'succeeded' : 'running');
}

/** Numbers undos in the order in which they began, of those at one time what was done last first; one alone has no number. */
export function inOrder(undos: readonly Undo[], progress: ReadonlyMap<string, NodeProgress>): void {
  const begun = (undo: Undo) => (progress.get(undo.steps[0]?.path ?? '')?.startedAt ?? '').replace('Z', '');
  const order = undos.toReversed().toSorted((a, b) => (begun(a) < begun(b) ? -1 : Number(begun(a) > begun(b))));
  if (order.length > 1) order.forEach((undo, at) => (undo.place = at + 1));
}

/** What became of a step, in a word or two: `undone 2nd`, `being undone`, `undo failed`. */
export function undoWords({ state, times, place }: Undo): string {
  if (state === 'failed' || state === 'waiting') return state === 'failed' ? 'undo failed' : 'undo waiting';
  const many = times > 1 ? `${count(times)} ` : '';
  return `${many}${state === 'running' ? 'being undone' : 'undone'}${place === undefined ? '' : ` ${ordinal(place)}`}`;
}

function ordinal(place: number): string {
  const end = place % 100 >= 11 && place % 100 <= 13 ? undefined : ['st', 'nd', 'rd'][(place % 10) - 1];
  return `${place}${end ?? 'th'}`;
}
